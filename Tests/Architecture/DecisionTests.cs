using System.Text.RegularExpressions;

namespace OrleansMicro.Tests.Architecture;

/// <summary>Decision pages are complete, and the index lists each of them.</summary>
public sealed partial class DecisionTests
{
    private const string Folder = "docs/decisions/";
    private const string Index = Folder + "README.md";

    [Fact]
    public void Decisions_have_status_date_and_matching_names() => Violations.None(
        from page in Pages()
        from problem in Problems(Path.GetFileName(page), Repository.Read(page))
        select $"{page}: {problem}");

    [Fact]
    public void The_index_lists_every_decision() => Violations.None(
        from page in Pages()
        let name = Path.GetFileName(page)
        let title = Title().Match(Repository.Read(page)).Groups[2].Value
        where !Repository.Read(Index).Contains($"[{name[..4]}]({name}) | {title} |", StringComparison.Ordinal)
        select $"{page} is missing in {Index}, or has another title there");

    [Fact]
    public void Numbers_have_no_gap_and_no_double() =>
        Assert.Equal(Enumerable.Range(1, Pages().Count()), Pages().Select(static page => int.Parse(Path.GetFileName(page)[..4], null)));

    [Theory]
    [InlineData("0001-a-title.md", "# 0001 A title\n\nStatus: accepted\n")]
    [InlineData("0001-a-title.md", "# 0001 A title\n\nDate: 2026-11-22\n")]
    [InlineData("0001-a-title.md", "# 0001 Another title\n\nStatus: accepted · Date: 2026-11-22\n")]
    [InlineData("0001-a-title.md", "# 0002 A title\n\nStatus: accepted · Date: 2026-11-22\n")]
    public void An_incomplete_decision_is_reported(string name, string text) => Assert.NotEmpty(Problems(name, text));

    [Fact]
    public void A_complete_decision_is_not_reported() =>
        Assert.Empty(Problems("0001-a-titles-name.md", "# 0001 A title's `name`\n\nStatus: accepted · Date: 2026-11-22\n"));

    private static IEnumerable<string> Pages() =>
        Repository.Pages().Where(static page => page.StartsWith(Folder, StringComparison.Ordinal) && page != Index);

    private static IEnumerable<string> Problems(string name, string text)
    {
        var title = Title().Match(text);
        var slug = NotInNames().Replace(title.Groups[2].Value.ToLowerInvariant().Replace("'", ""), "-").Trim('-');
        if (!title.Success || name != $"{title.Groups[1].Value}-{slug}.md")
            yield return $"the title asks for the file name {title.Groups[1].Value}-{slug}.md";
        if (!Status().IsMatch(text))
            yield return "no line 'Status: accepted, superseded or rejected'";
        if (!Date().IsMatch(text))
            yield return "no 'Date: yyyy-mm-dd'";
    }

    [GeneratedRegex(@"\A# (\d{4}) (.+)\n")]
    private static partial Regex Title();

    [GeneratedRegex(@"^Status: (accepted|superseded|rejected)", RegexOptions.Multiline)]
    private static partial Regex Status();

    [GeneratedRegex(@"Date: \d{4}-\d{2}-\d{2}")]
    private static partial Regex Date();

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotInNames();
}

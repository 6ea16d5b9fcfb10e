using System.Text.RegularExpressions;

namespace OrleansMicro.Tests.Architecture;

/// <summary>The form of the pages that people read: line lengths, sentence lengths, links and paths.</summary>
public sealed partial class PageTests
{
    private const int MaxColumns = 120;
    private const int MaxWords = 25;

    [Fact]
    public void Pages_wrap_at_120_columns() => Violations.None(
        from page in Repository.Pages()
        from line in LongLines(Repository.Lines(page))
        select $"{page} {line}");

    [Fact]
    public void Sentences_have_at_most_25_words() => Violations.None(
        from page in Repository.Pages()
        from sentence in LongSentences(Repository.Lines(page))
        select $"{page} {sentence}");

    [Fact]
    public void Links_lead_to_files_and_headings() => Violations.None(
        from page in Repository.Pages()
        from link in BrokenLinks(page, Repository.Read(page))
        select $"{page}: {link}");

    [Fact]
    public void Paths_exist() => Violations.None(
        from page in Repository.Pages()
        from path in BrokenPaths(Repository.Lines(page))
        select $"{page} {path}");

    [Fact]
    public void A_long_line_is_reported() =>
        Assert.Single(LongLines([new string('x', 60) + ' ' + new string('x', 60), "| " + new string('x', 200)]));

    [Fact]
    public void A_long_sentence_is_reported() => Assert.Single(LongSentences([Words(20), Words(6), "", "Short one.", "", Words(25)]));

    [Theory]
    [InlineData("[a](docs/none.md)")]
    [InlineData("[a](README.md#no-such-heading)")]
    public void A_broken_link_is_reported(string text) => Assert.Single(BrokenLinks("README.md", text));

    [Theory]
    [InlineData("`Grains/Common/None.cs`")]
    [InlineData("`Grains/None/`")]
    [InlineData("| `docs/none.md` | `Tests/Tests.csproj` |")]
    [InlineData("`deploy/none silo` and `.ci/run`")]
    public void A_broken_path_is_reported(string text) => Assert.Single(BrokenPaths([text]));

    [Theory]
    [InlineData("`Grains/Common/`, `Tests/Architecture/PageTests.cs`, `deploy/roll silo`")]
    [InlineData("`Tests/<Capability>/`, `Grains/*/None.cs`, `docs/decisions/NNNN-title.md`")]
    [InlineData("`application/json`, `/v1/carts/none`, `dotnet/orleans`")]
    public void Other_code_is_not_a_broken_path(string text) => Assert.Empty(BrokenPaths([text]));

    private static string Words(int count) => string.Join(' ', Enumerable.Repeat("word", count));

    // Tables and lines that are one link cannot be wrapped.
    private static IEnumerable<string> LongLines(string[] lines) =>
        from line in Page.TextLines(lines)
        where line.Text.Length > MaxColumns && !line.Text.StartsWith('|') && line.Text.Trim().Contains(' ')
        select $"line {line.Number}: {line.Text.Length} columns, at most {MaxColumns}";

    private static IEnumerable<string> LongSentences(string[] lines) =>
        from paragraph in Page.Paragraphs(lines)
        from sentence in SentenceEnd().Split(Code().Replace(Link().Replace(paragraph.Text, "$1"), "Code"))
        let words = sentence.Split(' ', StringSplitOptions.RemoveEmptyEntries).Count(static word => word.Any(char.IsLetterOrDigit))
        where words > MaxWords
        select $"line {paragraph.Number}: {words} words, at most {MaxWords}: {sentence}";

    private static IEnumerable<string> BrokenLinks(string page, string text) =>
        from Match match in Link().Matches(text)
        let target = match.Groups[2].Value
        where !target.Contains("://", StringComparison.Ordinal)
        let parts = target.Split('#', 2)
        let file = parts[0].Length == 0 ? page : Path.GetRelativePath(".", Path.Combine(Path.GetDirectoryName(page)!, parts[0]))
        where !Repository.Exists(file) || (parts.Length == 2 && !Page.Anchors(Repository.Lines(file)).Contains(parts[1]))
        select target;

    // Code that begins with a folder of the repository. What stands for several files is no path.
    private static IEnumerable<string> BrokenPaths(string[] lines) =>
        from line in Page.TextLines(lines)
        from Match code in Code().Matches(line.Text)
        let path = code.Value.Trim('`').Split(' ')[0]
        where path.Contains('/', StringComparison.Ordinal) && Repository.Folders.Contains(path.Split('/')[0])
        where !Placeholder().IsMatch(path) && !Repository.Exists(path)
        select $"line {line.Number}: {path} does not exist";

    [GeneratedRegex(@"[<>*{}]|NNNN|\.\.\.")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"(?<=[.!?])[*)]*\s+(?=[A-Z0-9*\[(""])|(?<=[;:])\s+")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"\[([^\]]*)\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("`[^`]*`")]
    private static partial Regex Code();
}

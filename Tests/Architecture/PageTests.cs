using System.Text.RegularExpressions;

namespace OrleansMicro.Tests.Architecture;

/// <summary>The form of the pages that people read: line lengths, sentence lengths and links.</summary>
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
    public void A_long_line_is_reported() =>
        Assert.Single(LongLines([new string('x', 60) + ' ' + new string('x', 60), "| " + new string('x', 200)]));

    [Fact]
    public void A_long_sentence_is_reported() => Assert.Single(LongSentences([Words(20), Words(6), "", "Short one.", "", Words(25)]));

    [Theory]
    [InlineData("[a](docs/none.md)")]
    [InlineData("[a](README.md#no-such-heading)")]
    public void A_broken_link_is_reported(string text) => Assert.Single(BrokenLinks("README.md", text));

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

    [GeneratedRegex(@"(?<=[.!?])[*)]*\s+(?=[A-Z0-9*\[(""])|(?<=[;:])\s+")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"\[([^\]]*)\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("`[^`]*`")]
    private static partial Regex Code();
}

using System.Text.RegularExpressions;

namespace OrleansMicro.Tests.Architecture;

/// <summary>A Markdown page, divided into prose and the rest.</summary>
internal static partial class Page
{
    /// <summary>The lines outside of code blocks, with their numbers from 1.</summary>
    public static IEnumerable<(int Number, string Text)> TextLines(string[] lines)
    {
        var inCode = false;
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].TrimStart().StartsWith("```", StringComparison.Ordinal))
                inCode = !inCode;
            else if (!inCode)
                yield return (i + 1, lines[i]);
        }
    }

    /// <summary>Paragraphs and list items as one line each: no code blocks, tables and headings.</summary>
    public static IEnumerable<(int Number, string Text)> Paragraphs(string[] lines)
    {
        var (start, text) = (0, "");
        foreach (var (number, raw) in TextLines(lines).Append((lines.Length + 1, "")))
        {
            var line = raw.Trim();
            var breaks = line.Length == 0 || line[0] is '|' or '#' || ListItem().IsMatch(line);
            if (breaks && text.Length > 0)
            {
                yield return (start, text);
                text = "";
            }

            if (line.Length == 0 || line[0] is '|' or '#')
                continue;
            if (text.Length == 0)
                start = number;
            text = $"{text} {ListItem().Replace(line, "")}".Trim();
        }
    }

    /// <summary>The anchors of a page's headings, as GitHub makes them.</summary>
    public static IEnumerable<string> Anchors(string[] lines) =>
        from line in TextLines(lines)
        where line.Text.StartsWith('#')
        let title = line.Text.TrimStart('#').Trim().ToLowerInvariant()
        select NotInAnchors().Replace(title, "").Replace(' ', '-');

    [GeneratedRegex(@"^([-*]|\d+\.)\s+")]
    private static partial Regex ListItem();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchors();
}

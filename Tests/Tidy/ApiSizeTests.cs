using System.Text.RegularExpressions;

namespace OrleansMicro.Tests.Tidy;

/// <summary>The API stays small: its files have one subject, its methods fit on a screen.</summary>
public sealed partial class ApiSizeTests
{
    private static readonly (string File, string[] Lines)[] Files =
        [.. Directory.EnumerateFiles(Path.Combine(Root(), "Api"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
            .Select(file => (file, File.ReadAllLines(file))).OrderBy(file => file.Item2.Length)];

    [Fact]
    public void The_api_has_at_most_2700_lines() => Assert.InRange(Files.Sum(file => file.Lines.Length), 1, 2_700);

    [Fact]
    public void Half_of_the_files_have_60_lines_and_nine_tenths_150()
    {
        Assert.InRange(Files[Files.Length / 2].Lines.Length, 1, 60);
        Assert.InRange(Files[Files.Length * 9 / 10].Lines.Length, 1, 150);
    }

    [Fact]
    public void No_method_has_more_than_70_lines() => Assert.Empty(
        from file in Files
        from method in MethodsOf(file.Lines)
        where method.Length > 70
        select $"{file.File}: {method.Name} has {method.Length} lines");

    // A method starts at the indentation of members, and ends with the brace at the same indentation.
    private static IEnumerable<(string Name, int Length)> MethodsOf(string[] lines)
    {
        for (var start = 0; start < lines.Length; start++)
        {
            if (Start().Match(lines[start]) is not { Success: true } match)
                continue;

            // The parameters may take several lines. A member without a brace of its own is one statement.
            var open = Array.IndexOf(lines, match.Groups[1].Value + "{", start);
            var next = Array.FindIndex(lines, start + 1, line => Start().IsMatch(line));
            if (open > start && (next < 0 || open < next))
                yield return (match.Groups[2].Value, Array.IndexOf(lines, match.Groups[1].Value + "}", open) - start + 1);
        }
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "OrleansMicro.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("The tests do not run inside the repository.");
    }

    [GeneratedRegex(@"^( {4}| {8})(?:public|private|internal|protected)[^=;]*?(\w+)(?:<\w+>)?\(")]
    private static partial Regex Start();
}

using System.Text.RegularExpressions;

namespace OrleansMicro.Tests.Architecture;

/// <summary>Each rule of CONTRIBUTING.md names the test or tool that checks it, or says that it is a matter of review.</summary>
public sealed partial class ContributingTests
{
    [Fact]
    public void Each_rule_is_checked_or_a_matter_of_review() => Violations.None(Unchecked(Repository.Lines("CONTRIBUTING.md")));

    [Fact]
    public void There_are_rules() => Assert.True(Rules(Repository.Lines("CONTRIBUTING.md")).Count() >= 10);

    [Theory]
    [InlineData("| Files are short. | somebody |")]
    [InlineData("| Files are short. | `Tests/Architecture/NoneTests.cs` |")]
    public void A_rule_without_a_check_is_reported(string row) =>
        Assert.Single(Unchecked(["## Rules", "", "| rule | check |", "| --- | --- |", row]));

    private static IEnumerable<string> Unchecked(string[] lines) =>
        from rule in Rules(lines)
        where rule.Check is not ("review" or "compiler" or "`dotnet format`" or "CI") && !IsTest(rule.Check)
        select $"{rule.Text}: '{rule.Check}' is neither an existing test nor review";

    private static bool IsTest(string check) => TestPath().Match(check) is { Success: true } match && Repository.Exists(match.Groups[1].Value);

    // The rows of the tables under "## Rules".
    private static IEnumerable<(string Text, string Check)> Rules(string[] lines) =>
        from line in lines.SkipWhile(static line => line != "## Rules").Skip(1)
            .TakeWhile(static line => !line.StartsWith("## ", StringComparison.Ordinal))
        where line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| rule ", StringComparison.Ordinal)
        let cells = line.Trim('|', ' ').Split(" | ")
        where !cells[0].StartsWith("---", StringComparison.Ordinal)
        select (cells[0], cells[^1].Trim());

    [GeneratedRegex(@"^`(Tests/[\w./]+)`$")]
    private static partial Regex TestPath();
}

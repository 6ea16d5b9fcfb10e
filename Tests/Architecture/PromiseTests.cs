using System.Globalization;
using System.Text.RegularExpressions;

namespace OrleansMicro.Tests.Architecture;

/// <summary>README, the simulation's page and its checks number the same ten promises.</summary>
public sealed partial class PromiseTests
{
    private static readonly int[] All = [.. Enumerable.Range(1, 10)];

    [Fact]
    public void The_readme_lists_ten_promises() => Assert.Equal(
        All,
        from line in Section("README.md", "## What it promises")
        let number = ListNumber().Match(line)
        where number.Success
        select Number(number));

    [Fact]
    public void The_simulation_page_has_a_check_of_each_promise() => Assert.Equal(
        All,
        from line in Section("docs/simulation.md", "## Checks")
        where line.StartsWith("| ", StringComparison.Ordinal)
        from Match number in AnyNumber().Matches(line.Split(" | ")[0])
        select Number(number));

    [Fact]
    public void Checks_of_the_simulation_name_existing_promises() => Assert.Empty(
        (from file in Repository.Sources("Simulation/Checks", "Simulation/Clients")
         from Match check in CheckCall().Matches(Repository.Read(file))
         select Number(check)).Except(All));

    private static IEnumerable<string> Section(string page, string heading)
    {
        var lines = Repository.Lines(page).SkipWhile(line => line != heading).Skip(1).ToArray();
        Assert.NotEmpty(lines);
        return lines.TakeWhile(static line => !line.StartsWith("## ", StringComparison.Ordinal));
    }

    private static int Number(Match match) => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(\d+)\. ")]
    private static partial Regex ListNumber();

    [GeneratedRegex(@"(\d+)")]
    private static partial Regex AnyNumber();

    [GeneratedRegex(@"\bCheck\((\d+),")]
    private static partial Regex CheckCall();
}

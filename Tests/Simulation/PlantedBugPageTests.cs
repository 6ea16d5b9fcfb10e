using System.Text.RegularExpressions;
using OrleansMicro.Simulation.Mutations;
using OrleansMicro.Tests.Architecture;

namespace OrleansMicro.Tests.Simulation;

/// <summary>The page on the simulation lists every planted bug, as the code describes it.</summary>
public sealed partial class PlantedBugPageTests
{
    private const string Page = "docs/simulation.md";

    [Fact]
    public void The_page_lists_every_planted_bug()
    {
        var rows = Repository.Lines(Page).Select(static line => Row().Match(line)).Where(static match => match.Success)
            .Select(static match => match.Groups["name"].Value);

        Assert.Equal(PlantedBugs.All.Keys, rows);
        Assert.Contains($"All {PlantedBugs.All.Count} are found", Repository.Read(Page), StringComparison.Ordinal);
    }

    [GeneratedRegex("^\\| `(?<name>[a-z-]+)` \\| .* \\| [0-9]+ \\| [0-9]+ \\|$")]
    private static partial Regex Row();
}

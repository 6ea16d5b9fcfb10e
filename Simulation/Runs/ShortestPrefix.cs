using OrleansMicro.Simulation.Mutations;

namespace OrleansMicro.Simulation.Runs;

/// <summary>Finds the shortest time of faults after which a seed still breaks a promise. Its trace is shorter to read.</summary>
internal static class ShortestPrefix
{
    private const int MaxRuns = 9;

    /// <summary>The failing run with the shortest time of faults that was found.</summary>
    public static SeedResult Find(SeedResult failed, Func<PlantedBug?> bug)
    {
        var (passes, best) = (TimeSpan.Zero, failed);
        for (var i = 0; i < MaxRuns && best.Trouble - passes > TimeSpan.FromMilliseconds(20); i++)
        {
            var half = TimeSpan.FromMilliseconds(Math.Ceiling(((passes + best.Trouble) / 2).TotalMilliseconds));
            var result = SeedRun.Execute(failed.Seed, half, bug());
            if (result.Broken.Count > 0)
                best = result;
            else
                passes = half;
        }

        return best;
    }
}

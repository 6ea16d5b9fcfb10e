namespace Orleans.Runtime;

/// <summary>
/// Chooses the silo that owns a grain: the one with the highest hash of the grain's group and the silo. All who share a view agree without talking,
/// and a silo that joins or leaves moves only the grains it gets or had.
/// </summary>
internal static class RendezvousPlacement
{
    /// <summary>The owner among the silos, or null if there are none.</summary>
    public static SiloAddress? OwnerOf(in GrainId grainId, SiloAddress[] silos)
    {
        if (silos.Length <= 1)
            return silos.Length == 0 ? null : silos[0];
        var group = PlacementGroup.Of(grainId.Key.AsSpan()) * 0x9E3779B97F4A7C15UL;
        var best = silos[0];
        var bestScore = Mix(group ^ best.PlacementHash);
        for (var i = 1; i < silos.Length; i++)
        {
            var score = Mix(group ^ silos[i].PlacementHash);
            if (score > bestScore)
            {
                best = silos[i];
                bestScore = score;
            }
        }

        return best;
    }

    private static ulong Mix(ulong value)
    {
        value ^= value >> 33;
        value *= 0xFF51AFD7ED558CCDUL;
        value ^= value >> 33;
        value *= 0xC4CEB9FE1A85EC53UL;
        return value ^ (value >> 33);
    }
}

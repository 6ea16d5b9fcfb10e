namespace OrleansMicro.Simulation.Scheduling;

/// <summary>Random numbers that are the same for a seed on every machine and in every version of .NET (SplitMix64).</summary>
internal sealed class SimRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A source for one purpose. Draws of one part then change nothing for the others.</summary>
    public static SimRandom For(long seed, string purpose)
    {
        var hash = 14695981039346656037UL;
        foreach (var letter in purpose)
            hash = unchecked((hash ^ letter) * 1099511628211UL);
        var random = new SimRandom(unchecked((ulong)seed * 0x9E3779B97F4A7C15UL) ^ hash);
        random.Next();
        return random;
    }

    /// <summary>64 random bits.</summary>
    public ulong Next()
    {
        var z = unchecked(_state += 0x9E3779B97F4A7C15UL);
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EBUL);
        return z ^ (z >> 31);
    }

    /// <summary>0 to <paramref name="count"/> - 1.</summary>
    public int Below(int count) => (int)(((Next() >> 32) * (ulong)count) >> 32);

    /// <summary><paramref name="least"/> to <paramref name="most"/>, both included.</summary>
    public int Between(int least, int most) => least + Below(most - least + 1);

    /// <summary>A span between two others.</summary>
    public TimeSpan Between(TimeSpan least, TimeSpan most) => least + ((most - least) * Unit());

    /// <summary>0 to 1.</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>True with the given probability. A probability of 0 draws nothing.</summary>
    public bool Chance(double probability) => probability > 0 && Unit() < probability;

    /// <summary>One of the items.</summary>
    public T Pick<T>(IReadOnlyList<T> items) => items[Below(items.Count)];
}

namespace OrleansMicro.Simulation.Scheduling;

/// <summary>A record of a run: a hash of everything that happened and, if a reader is attached, lines in words.</summary>
internal sealed class SimTrace
{
    private ulong _hash = 14695981039346656037UL;

    /// <summary>Receives the lines. Null if nobody reads them; then none are composed.</summary>
    public Action<string>? Lines { get; set; }

    /// <summary>The hash so far. Equal runs have equal hashes.</summary>
    public string Hash => _hash.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Adds a number.</summary>
    public void Add(long value)
    {
        for (var i = 0; i < 8; i++, value >>= 8)
            _hash = unchecked((_hash ^ (byte)value) * 1099511628211UL);
    }

    /// <summary>Adds bytes.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
            _hash = unchecked((_hash ^ b) * 1099511628211UL);
    }

    /// <summary>Adds text.</summary>
    public void Add(string text)
    {
        foreach (var letter in text)
            _hash = unchecked((_hash ^ letter) * 1099511628211UL);
    }
}

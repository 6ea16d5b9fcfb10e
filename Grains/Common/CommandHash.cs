namespace OrleansMicro;

/// <summary>
/// A 64-bit FNV-1a hash that is the same in every process and version, so that it may be stored. For telling the few operations that
/// one grain remembers apart, where an accidental match has a chance of about 1 in 10^18; not for secrets.
/// </summary>
public static class StableHash
{
    /// <summary>What a chain of <see cref="Add(long, string)"/> starts with.</summary>
    public const long Start = unchecked((long)14695981039346656037UL);

    private const long Prime = 1099511628211L;

    /// <summary>The hash of one text.</summary>
    public static long Of(string text) => Add(Start, text);

    /// <summary>The hash with one more text; null differs from empty.</summary>
    public static long Add(this long hash, string? text)
    {
        if (text is null)
            return hash.Add(-1L);
        foreach (var c in text)
            hash = unchecked((hash ^ c) * Prime);
        return hash.Add(text.Length);
    }

    /// <summary>The hash with one more number.</summary>
    public static long Add(this long hash, long number)
    {
        for (var shift = 0; shift < 64; shift += 16)
            hash = unchecked((hash ^ ((number >> shift) & 0xFFFF)) * Prime);
        return hash;
    }

    /// <summary>The hash with an amount of money.</summary>
    public static long Add(this long hash, Money money) => hash.Add(money.Minor).Add(money.Currency);
}

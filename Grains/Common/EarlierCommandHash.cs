namespace OrleansMicro;

/// <summary>
/// The hash (FNV-1a in 64 bits) of which earlier versions stored results. A command that was sent before an upgrade and is repeated after it must
/// be recognised, so this version computes it too. Nothing new is stored with it. Remove it in a release that no longer reads state of those
/// versions.
/// </summary>
internal static class EarlierCommandHash
{
    public const long Start = unchecked((long)14695981039346656037UL);

    private const long Prime = 1099511628211L;

    public static long Add(long hash, string text)
    {
        foreach (var c in text)
            hash = unchecked((hash ^ c) * Prime);
        return hash;
    }

    public static long Add(long hash, long number)
    {
        for (var shift = 0; shift < 64; shift += 16)
            hash = unchecked((hash ^ ((number >> shift) & 0xFFFF)) * Prime);
        return hash;
    }
}

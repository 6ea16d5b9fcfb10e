namespace OrleansMicro;

/// <summary>
/// The hash (FNV-1a in 32 bits, RFC 9923) by which earlier versions grouped order ids and chose recovery shards. Their ids and registrations are
/// stored, so this version must be able to compute it. Nothing new depends on it.
/// </summary>
internal static class EarlierHash
{
    /// <summary>The hash of ASCII text.</summary>
    public static uint Compute(string text)
    {
        var hash = 2166136261u;
        foreach (var c in text)
            hash = unchecked((hash ^ c) * 16777619u);
        return hash;
    }
}

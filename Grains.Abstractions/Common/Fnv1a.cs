namespace OrleansMicro;

/// <summary>FNV-1a in 32 bits (RFC 9923) of text in ASCII, the same in every process and version: for spreading, not for telling apart.</summary>
internal static class Fnv1a
{
    /// <summary>The hash.</summary>
    public static uint Of(string text)
    {
        var hash = 2166136261u;
        foreach (var c in text)
            hash = unchecked((hash ^ c) * 16777619u);
        return hash;
    }
}

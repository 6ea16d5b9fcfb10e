using System.Buffers.Text;

namespace Orleans.Runtime;

/// <summary>
/// Grains are placed by groups, so that those which mostly call each other can live on one silo: all grains of a group have the same owner.
/// A key that begins with four hexadecimal digits and a hyphen names its group, as the hash tags of Redis Cluster do; any other key belongs to
/// the group of its FNV-1a hash, folded to 16 bits (RFC 9923), whatever the grain's type.
/// </summary>
internal static class PlacementGroup
{
    private const int NameLength = 4;

    /// <summary>The group of a key: 0 to 65,535. The same in every process; a change needs another <see cref="Orleans.Runtime.Tcp.WireProtocol.Version"/>.</summary>
    public static uint Of(ReadOnlySpan<byte> key)
    {
        if (key.Length > NameLength && key[NameLength] == (byte)'-'
            && Utf8Parser.TryParse(key[..NameLength], out ushort named, out var read, 'x') && read == NameLength)
        {
            return named;
        }

        var hash = 2166136261u;
        foreach (var b in key)
            hash = unchecked((hash ^ b) * 16777619u);
        return (hash >> 16) ^ (hash & 0xFFFF);
    }
}

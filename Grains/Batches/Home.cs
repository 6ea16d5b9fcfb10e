using System.IO.Hashing;
using System.Text;

namespace OrleansMicro.Batches;

/// <summary>
/// The silo that a key belongs to: the one with the highest score for the key (rendezvous hashing). Every silo with the same list computes the same
/// home. If a silo joins or leaves, only the keys move that it gets or had.
/// </summary>
internal static class Home
{
    private const int MaxStackBytes = 512;

    /// <summary>The home of a grain's key.</summary>
    /// <param name="key">A string key, as Orleans stores it.</param>
    /// <param name="silos">At least one, in any order.</param>
    public static SiloAddress For(string key, ReadOnlySpan<SiloAddress> silos)
    {
        var most = Encoding.UTF8.GetMaxByteCount(key.Length);
        var bytes = most <= MaxStackBytes ? stackalloc byte[most] : new byte[most];
        return For(bytes[..Encoding.UTF8.GetBytes(key, bytes)], silos);
    }

    /// <inheritdoc cref="For(string, ReadOnlySpan{SiloAddress})"/>
    public static SiloAddress For(ReadOnlySpan<byte> key, ReadOnlySpan<SiloAddress> silos)
    {
        var hash = XxHash3.HashToUInt64(key);
        var (home, best) = (silos[0], Score(hash, silos[0]));
        foreach (var silo in silos[1..])
        {
            if (Score(hash, silo) is var score && (score > best || (score == best && silo.CompareTo(home) > 0)))
                (home, best) = (silo, score);
        }

        return home;
    }

    /// <summary>Mixes both hashes well: the finalizer of SplitMix64.</summary>
    private static ulong Score(ulong key, SiloAddress silo)
    {
        var mixed = key ^ ((uint)silo.GetConsistentHashCode() * 0x9E3779B97F4A7C15UL);
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        return mixed ^ (mixed >> 31);
    }
}

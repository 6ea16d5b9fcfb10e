using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Orleans.Runtime;

/// <summary>Finds identifiers that were read before by their bytes, so that reading one again allocates nothing.</summary>
/// <param name="maxCount">How many are kept: what a peer sends must not fill the memory.</param>
internal sealed class IdSpanCache(int maxCount)
{
    private readonly ConcurrentDictionary<IdSpan, IdSpan> _known = new(ByBytes.Instance);
    private int _count;

    /// <summary>The identifier with these bytes.</summary>
    public IdSpan Get(ReadOnlySpan<byte> bytes) =>
        _known.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(bytes, out var known) ? known : Add(new IdSpan(bytes.ToArray()));

    private IdSpan Add(IdSpan id)
    {
        if (Volatile.Read(ref _count) < maxCount && _known.TryAdd(id, id))
            Interlocked.Increment(ref _count);
        return id;
    }

    private sealed class ByBytes : IEqualityComparer<IdSpan>, IAlternateEqualityComparer<ReadOnlySpan<byte>, IdSpan>
    {
        public static ByBytes Instance { get; } = new();

        public bool Equals(IdSpan x, IdSpan y) => x.Equals(y);

        public int GetHashCode([DisallowNull] IdSpan obj) => obj.GetHashCode();

        public bool Equals(ReadOnlySpan<byte> alternate, IdSpan other) => alternate.SequenceEqual(other.AsSpan());

        public int GetHashCode(ReadOnlySpan<byte> alternate) => (int)StableHash.ComputeHash(alternate);

        public IdSpan Create(ReadOnlySpan<byte> alternate) => new(alternate.ToArray());
    }
}

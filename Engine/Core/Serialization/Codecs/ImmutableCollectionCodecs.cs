using System.Collections.Immutable;
using System.Collections.ObjectModel;
using Orleans.Serialization.Buffers;

namespace Orleans.Serialization.Codecs;

internal sealed class ImmutableListCodec<T> : FrozenCollectionCodec<ImmutableList<T>, T>
{
    protected override ImmutableList<T> CreateEmpty(ref MessageReader reader) => [];

    protected override ImmutableList<T> EmptyLike(ImmutableList<T> value) => [];

    protected override ImmutableList<T> Fill(ImmutableList<T> empty, T[] items) => empty.AddRange(items);
}

internal sealed class ImmutableQueueCodec<T> : FrozenCollectionCodec<ImmutableQueue<T>, T>
{
    protected override ImmutableQueue<T> CreateEmpty(ref MessageReader reader) => [];

    protected override ImmutableQueue<T> EmptyLike(ImmutableQueue<T> value) => [];

    protected override ImmutableQueue<T> Fill(ImmutableQueue<T> empty, T[] items) => ImmutableQueue.CreateRange(items);
}

internal sealed class ImmutableStackCodec<T> : FrozenCollectionCodec<ImmutableStack<T>, T>
{
    protected override T[] Snapshot(ImmutableStack<T> value) => [.. value.Reverse()];

    protected override ImmutableStack<T> CreateEmpty(ref MessageReader reader) => [];

    protected override ImmutableStack<T> EmptyLike(ImmutableStack<T> value) => [];

    protected override ImmutableStack<T> Fill(ImmutableStack<T> empty, T[] items) => ImmutableStack.CreateRange(items);
}

internal sealed class ImmutableHashSetCodec<T> : FrozenCollectionCodec<ImmutableHashSet<T>, T>
{
    protected override void WriteComparers(ref MessageWriter writer, ImmutableHashSet<T> value)
        => Comparers.Write(ref writer, value.KeyComparer);

    protected override ImmutableHashSet<T> CreateEmpty(ref MessageReader reader)
        => ImmutableHashSet.Create(Comparers.ReadEquality<T>(ref reader));

    protected override ImmutableHashSet<T> EmptyLike(ImmutableHashSet<T> value) => value.Clear();

    protected override ImmutableHashSet<T> Fill(ImmutableHashSet<T> empty, T[] items) => empty.Union(items);
}

internal sealed class ImmutableSortedSetCodec<T> : FrozenCollectionCodec<ImmutableSortedSet<T>, T>
{
    protected override void WriteComparers(ref MessageWriter writer, ImmutableSortedSet<T> value)
        => Comparers.Write(ref writer, value.KeyComparer);

    protected override ImmutableSortedSet<T> CreateEmpty(ref MessageReader reader)
        => ImmutableSortedSet.Create(Comparers.ReadOrder<T>(ref reader));

    protected override ImmutableSortedSet<T> EmptyLike(ImmutableSortedSet<T> value) => value.Clear();

    protected override ImmutableSortedSet<T> Fill(ImmutableSortedSet<T> empty, T[] items) => empty.Union(items);
}

internal sealed class ImmutableDictionaryCodec<TKey, TValue>
    : FrozenCollectionCodec<ImmutableDictionary<TKey, TValue>, KeyValuePair<TKey, TValue>>
    where TKey : notnull
{
    protected override void WriteComparers(ref MessageWriter writer, ImmutableDictionary<TKey, TValue> value)
        => Comparers.Write(ref writer, value.KeyComparer);

    protected override ImmutableDictionary<TKey, TValue> CreateEmpty(ref MessageReader reader)
        => ImmutableDictionary.Create<TKey, TValue>(Comparers.ReadEquality<TKey>(ref reader));

    protected override ImmutableDictionary<TKey, TValue> EmptyLike(ImmutableDictionary<TKey, TValue> value) => value.Clear();

    protected override ImmutableDictionary<TKey, TValue> Fill(
        ImmutableDictionary<TKey, TValue> empty, KeyValuePair<TKey, TValue>[] items)
        => empty.AddRange(items);
}

internal sealed class ImmutableSortedDictionaryCodec<TKey, TValue>
    : FrozenCollectionCodec<ImmutableSortedDictionary<TKey, TValue>, KeyValuePair<TKey, TValue>>
    where TKey : notnull
{
    protected override void WriteComparers(ref MessageWriter writer, ImmutableSortedDictionary<TKey, TValue> value)
        => Comparers.Write(ref writer, value.KeyComparer);

    protected override ImmutableSortedDictionary<TKey, TValue> CreateEmpty(ref MessageReader reader)
        => ImmutableSortedDictionary.Create<TKey, TValue>(Comparers.ReadOrder<TKey>(ref reader));

    protected override ImmutableSortedDictionary<TKey, TValue> EmptyLike(ImmutableSortedDictionary<TKey, TValue> value) => value.Clear();

    protected override ImmutableSortedDictionary<TKey, TValue> Fill(
        ImmutableSortedDictionary<TKey, TValue> empty, KeyValuePair<TKey, TValue>[] items)
        => empty.AddRange(items);
}

internal sealed class ReadOnlyCollectionCodec<T> : FrozenCollectionCodec<ReadOnlyCollection<T>, T>
{
    protected override bool SharesElements => false;

    protected override ReadOnlyCollection<T> CreateEmpty(ref MessageReader reader) => ReadOnlyCollection<T>.Empty;

    protected override ReadOnlyCollection<T> EmptyLike(ReadOnlyCollection<T> value) => ReadOnlyCollection<T>.Empty;

    protected override ReadOnlyCollection<T> Fill(ReadOnlyCollection<T> empty, T[] items) => new(items);
}

internal sealed class ReadOnlyDictionaryCodec<TKey, TValue>
    : FrozenCollectionCodec<ReadOnlyDictionary<TKey, TValue>, KeyValuePair<TKey, TValue>>
    where TKey : notnull
{
    protected override bool SharesElements => false;

    protected override ReadOnlyDictionary<TKey, TValue> CreateEmpty(ref MessageReader reader) => ReadOnlyDictionary<TKey, TValue>.Empty;

    protected override ReadOnlyDictionary<TKey, TValue> EmptyLike(ReadOnlyDictionary<TKey, TValue> value)
        => ReadOnlyDictionary<TKey, TValue>.Empty;

    protected override ReadOnlyDictionary<TKey, TValue> Fill(
        ReadOnlyDictionary<TKey, TValue> empty, KeyValuePair<TKey, TValue>[] items)
        => new(new Dictionary<TKey, TValue>(items));
}

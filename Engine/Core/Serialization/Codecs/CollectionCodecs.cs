using System.Collections.Concurrent;
using System.Collections.ObjectModel;
using Orleans.Serialization.Buffers;

namespace Orleans.Serialization.Codecs;

internal sealed class HashSetCodec<T> : MutableCollectionCodec<HashSet<T>, T>
{
    protected override void WriteComparer(ref MessageWriter writer, HashSet<T> value) => Comparers.Write(ref writer, value.Comparer);

    protected override HashSet<T> Create(ref MessageReader reader, int count) => new(count, Comparers.ReadEquality<T>(ref reader));

    protected override HashSet<T> CreateLike(HashSet<T> value) => new(value.Count, value.Comparer);

    protected override void Add(HashSet<T> collection, T item) => collection.Add(item);
}

internal sealed class SortedSetCodec<T> : MutableCollectionCodec<SortedSet<T>, T>
{
    protected override void WriteComparer(ref MessageWriter writer, SortedSet<T> value) => Comparers.Write(ref writer, value.Comparer);

    protected override SortedSet<T> Create(ref MessageReader reader, int count) => new(Comparers.ReadOrder<T>(ref reader));

    protected override SortedSet<T> CreateLike(SortedSet<T> value) => new(value.Comparer);

    protected override void Add(SortedSet<T> collection, T item) => collection.Add(item);
}

internal sealed class QueueCodec<T> : MutableCollectionCodec<Queue<T>, T>
{
    protected override Queue<T> Create(ref MessageReader reader, int count) => new(count);

    protected override Queue<T> CreateLike(Queue<T> value) => new(value.Count);

    protected override void Add(Queue<T> collection, T item) => collection.Enqueue(item);
}

internal sealed class StackCodec<T> : MutableCollectionCodec<Stack<T>, T>
{
    // A stack gives its elements from the top.
    protected override IReadOnlyCollection<T> Snapshot(Stack<T> value) => [.. value.Reverse()];

    protected override Stack<T> Create(ref MessageReader reader, int count) => new(count);

    protected override Stack<T> CreateLike(Stack<T> value) => new(value.Count);

    protected override void Add(Stack<T> collection, T item) => collection.Push(item);
}

internal sealed class LinkedListCodec<T> : MutableCollectionCodec<LinkedList<T>, T>
{
    protected override LinkedList<T> Create(ref MessageReader reader, int count) => new();

    protected override LinkedList<T> CreateLike(LinkedList<T> value) => new();

    protected override void Add(LinkedList<T> collection, T item) => collection.AddLast(item);
}

internal sealed class ConcurrentQueueCodec<T> : MutableCollectionCodec<ConcurrentQueue<T>, T>
{
    protected override IReadOnlyCollection<T> Snapshot(ConcurrentQueue<T> value) => value.ToArray();

    protected override ConcurrentQueue<T> Create(ref MessageReader reader, int count) => new();

    protected override ConcurrentQueue<T> CreateLike(ConcurrentQueue<T> value) => new();

    protected override void Add(ConcurrentQueue<T> collection, T item) => collection.Enqueue(item);
}

internal sealed class CollectionCodec<T> : MutableCollectionCodec<Collection<T>, T>
{
    protected override Collection<T> Create(ref MessageReader reader, int count) => [];

    protected override Collection<T> CreateLike(Collection<T> value) => [];

    protected override void Add(Collection<T> collection, T item) => collection.Add(item);
}

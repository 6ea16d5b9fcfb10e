using System.Collections.Concurrent;
using Orleans.Serialization.Buffers;

namespace Orleans.Serialization.Codecs;

internal sealed class KeyValuePairCodec<TKey, TValue> : Codec<KeyValuePair<TKey, TValue>>
{
    public override bool IsShallow => CodecOf<TKey>.IsShallow && CodecOf<TValue>.IsShallow;

    public override void WriteField(ref MessageWriter writer, uint delta, KeyValuePair<TKey, TValue> value)
    {
        writer.WriteTag(delta, WireType.Object);
        CodecOf<TKey>.Value.WriteField(ref writer, 0, value.Key);
        CodecOf<TValue>.Value.WriteField(ref writer, 1, value.Value);
        writer.WriteEndObject();
    }

    public override KeyValuePair<TKey, TValue> ReadValue(ref MessageReader reader, Field field)
    {
        MessageReader.Expect(field, WireType.Object);
        var key = Elements.ReadItem(ref reader, CodecOf<TKey>.Value);
        var value = Elements.ReadItem(ref reader, CodecOf<TValue>.Value);
        MessageReader.Expect(reader.ReadField(), WireType.End);
        return new(key, value);
    }

    public override KeyValuePair<TKey, TValue> Copy(KeyValuePair<TKey, TValue> value, Cloning.CopyContext context)
        => new(CodecOf<TKey>.Copy(value.Key, context), CodecOf<TValue>.Copy(value.Value, context));
}

internal sealed class DictionaryCodec<TKey, TValue> : MutableCollectionCodec<Dictionary<TKey, TValue>, KeyValuePair<TKey, TValue>>
    where TKey : notnull
{
    protected override void WriteComparer(ref MessageWriter writer, Dictionary<TKey, TValue> value)
        => Comparers.Write(ref writer, value.Comparer);

    protected override Dictionary<TKey, TValue> Create(ref MessageReader reader, int count)
        => new(count, Comparers.ReadEquality<TKey>(ref reader));

    protected override Dictionary<TKey, TValue> CreateLike(Dictionary<TKey, TValue> value) => new(value.Count, value.Comparer);

    protected override void Add(Dictionary<TKey, TValue> collection, KeyValuePair<TKey, TValue> item)
        => collection.Add(item.Key, item.Value);
}

internal sealed class SortedDictionaryCodec<TKey, TValue>
    : MutableCollectionCodec<SortedDictionary<TKey, TValue>, KeyValuePair<TKey, TValue>>
    where TKey : notnull
{
    protected override void WriteComparer(ref MessageWriter writer, SortedDictionary<TKey, TValue> value)
        => Comparers.Write(ref writer, value.Comparer);

    protected override SortedDictionary<TKey, TValue> Create(ref MessageReader reader, int count)
        => new(Comparers.ReadOrder<TKey>(ref reader));

    protected override SortedDictionary<TKey, TValue> CreateLike(SortedDictionary<TKey, TValue> value) => new(value.Comparer);

    protected override void Add(SortedDictionary<TKey, TValue> collection, KeyValuePair<TKey, TValue> item)
        => collection.Add(item.Key, item.Value);
}

internal sealed class SortedListCodec<TKey, TValue> : MutableCollectionCodec<SortedList<TKey, TValue>, KeyValuePair<TKey, TValue>>
    where TKey : notnull
{
    protected override void WriteComparer(ref MessageWriter writer, SortedList<TKey, TValue> value)
        => Comparers.Write(ref writer, value.Comparer);

    protected override SortedList<TKey, TValue> Create(ref MessageReader reader, int count)
        => new(count, Comparers.ReadOrder<TKey>(ref reader));

    protected override SortedList<TKey, TValue> CreateLike(SortedList<TKey, TValue> value) => new(value.Count, value.Comparer);

    protected override void Add(SortedList<TKey, TValue> collection, KeyValuePair<TKey, TValue> item)
        => collection.Add(item.Key, item.Value);
}

internal sealed class ConcurrentDictionaryCodec<TKey, TValue>
    : MutableCollectionCodec<ConcurrentDictionary<TKey, TValue>, KeyValuePair<TKey, TValue>>
    where TKey : notnull
{
    protected override IReadOnlyCollection<KeyValuePair<TKey, TValue>> Snapshot(ConcurrentDictionary<TKey, TValue> value)
        => value.ToArray();

    protected override void WriteComparer(ref MessageWriter writer, ConcurrentDictionary<TKey, TValue> value)
        => Comparers.Write(ref writer, value.Comparer);

    protected override ConcurrentDictionary<TKey, TValue> Create(ref MessageReader reader, int count)
        => new(Comparers.ReadEquality<TKey>(ref reader));

    protected override ConcurrentDictionary<TKey, TValue> CreateLike(ConcurrentDictionary<TKey, TValue> value)
        => new(value.Comparer);

    protected override void Add(ConcurrentDictionary<TKey, TValue> collection, KeyValuePair<TKey, TValue> item)
        => collection[item.Key] = item.Value;
}

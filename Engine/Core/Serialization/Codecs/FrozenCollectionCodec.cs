using Orleans.Serialization.Buffers;
using Orleans.Serialization.Cloning;

namespace Orleans.Serialization.Codecs;

/// <summary>
/// The base of codecs of collections that cannot change once made. They can be shared if their elements can; otherwise they are
/// made again from copies.
/// </summary>
internal abstract class FrozenCollectionCodec<TCollection, T> : Codec<TCollection>
    where TCollection : class, IEnumerable<T>
{
    public sealed override bool IsShallow => SharesElements && CodecOf<T>.IsShallow;

    /// <summary>False for a view on a collection that others may change.</summary>
    protected virtual bool SharesElements => true;

    public sealed override void WriteField(ref MessageWriter writer, uint delta, TCollection value)
    {
        if (writer.TryWriteReference(delta, value))
        {
            return;
        }

        var items = Snapshot(value!);
        Elements.WriteStart(ref writer, delta, items.Length);
        WriteComparers(ref writer, value!);
        var codec = CodecOf<T>.Value;
        foreach (var item in items)
        {
            codec.WriteField(ref writer, 0, item);
        }

        Elements.WriteEnd(ref writer);
    }

    public sealed override TCollection ReadValue(ref MessageReader reader, Field field)
    {
        if (field.WireType != WireType.Object)
        {
            return (TCollection)RuntimeTyped.Read(ref reader, field, this)!;
        }

        var items = new T[Elements.ReadStart(ref reader)];
        var empty = CreateEmpty(ref reader);
        Elements.ReadInto<T>(ref reader, items);
        var collection = Fill(empty, items);
        reader.AddObject(field, collection);
        return collection;
    }

    public sealed override TCollection Copy(TCollection value, CopyContext context)
    {
        if (value is null || IsShallow)
        {
            return value!;
        }

        if (context.TryGetCopy(value, out var known))
        {
            return known;
        }

        var items = Snapshot(value);
        Elements.Copy<T>(items, items, context);
        var copy = Fill(EmptyLike(value), items);
        context.RecordCopy(value, copy);
        return copy;
    }

    /// <summary>The elements in the order in which they must be added again.</summary>
    protected virtual T[] Snapshot(TCollection value) => [.. value];

    protected virtual void WriteComparers(ref MessageWriter writer, TCollection value)
    {
    }

    protected abstract TCollection CreateEmpty(ref MessageReader reader);

    protected abstract TCollection EmptyLike(TCollection value);

    protected abstract TCollection Fill(TCollection empty, T[] items);
}

using Orleans.Serialization.Buffers;
using Orleans.Serialization.Cloning;

namespace Orleans.Serialization.Codecs;

/// <summary>The base of codecs of collections that start empty and are filled, so that they may contain themselves.</summary>
internal abstract class MutableCollectionCodec<TCollection, T> : Codec<TCollection>
    where TCollection : class, IEnumerable<T>
{
    public sealed override bool IsShallow => false;

    public sealed override void WriteField(ref MessageWriter writer, uint delta, TCollection value)
    {
        if (value is not null && value.GetType() != typeof(TCollection))
        {
            RuntimeTyped.Write(ref writer, delta, value);
        }
        else if (!writer.TryWriteReference(delta, value))
        {
            var items = Snapshot(value!);
            Elements.WriteStart(ref writer, delta, items.Count);
            WriteComparer(ref writer, value!);
            var codec = CodecOf<T>.Value;
            foreach (var item in items)
            {
                codec.WriteField(ref writer, 0, item);
            }

            Elements.WriteEnd(ref writer);
        }
    }

    public sealed override TCollection ReadValue(ref MessageReader reader, Field field)
    {
        if (field.WireType != WireType.Object)
        {
            return (TCollection)RuntimeTyped.Read(ref reader, field, this)!;
        }

        var count = Elements.ReadStart(ref reader);
        var collection = Create(ref reader, count);
        reader.AddObject(field, collection);
        var codec = CodecOf<T>.Value;
        for (var i = 0; i < count; i++)
        {
            Add(collection, Elements.ReadItem(ref reader, codec));
        }

        Elements.ReadEnd(ref reader);
        return collection;
    }

    public sealed override TCollection Copy(TCollection value, CopyContext context)
    {
        if (value is null)
        {
            return null!;
        }

        if (value.GetType() != typeof(TCollection))
        {
            return (TCollection)RuntimeTyped.Copy(value, context);
        }

        if (context.TryGetCopy(value, out var copy))
        {
            return copy;
        }

        context.Enter();
        copy = CreateLike(value);
        context.RecordCopy(value, copy);
        foreach (var item in Snapshot(value))
        {
            Add(copy, CodecOf<T>.Copy(item, context));
        }

        context.Leave();
        return copy;
    }

    /// <summary>The elements in the order in which they must be added again.</summary>
    protected virtual IReadOnlyCollection<T> Snapshot(TCollection value) => value as IReadOnlyCollection<T> ?? [.. value];

    protected virtual void WriteComparer(ref MessageWriter writer, TCollection value)
    {
    }

    protected abstract TCollection Create(ref MessageReader reader, int count);

    protected abstract TCollection CreateLike(TCollection value);

    protected abstract void Add(TCollection collection, T item);
}

using System.Runtime.InteropServices;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Cloning;

namespace Orleans.Serialization.Codecs;

internal sealed class ListCodec<T> : Codec<List<T>>
{
    public override bool IsShallow => false;

    public override void WriteField(ref MessageWriter writer, uint delta, List<T> value)
    {
        if (value is not null && value.GetType() != typeof(List<T>))
        {
            RuntimeTyped.Write(ref writer, delta, value);
        }
        else if (!writer.TryWriteReference(delta, value))
        {
            Elements.Write<T>(ref writer, delta, CollectionsMarshal.AsSpan(value));
        }
    }

    public override List<T> ReadValue(ref MessageReader reader, Field field)
    {
        if (field.WireType != WireType.Object)
        {
            return (List<T>)RuntimeTyped.Read(ref reader, field, this)!;
        }

        var count = Elements.ReadStart(ref reader);
        var list = new List<T>(count);
        reader.AddObject(field, list);
        var codec = CodecOf<T>.Value;
        for (var i = 0; i < count; i++)
        {
            list.Add(Elements.ReadItem(ref reader, codec));
        }

        Elements.ReadEnd(ref reader);
        return list;
    }

    public override List<T> Copy(List<T> value, CopyContext context)
    {
        if (value is null)
        {
            return null!;
        }

        if (value.GetType() != typeof(List<T>))
        {
            return (List<T>)RuntimeTyped.Copy(value, context);
        }

        if (context.TryGetCopy(value, out var copy))
        {
            return copy;
        }

        copy = new List<T>(value.Count);
        context.RecordCopy(value, copy);
        CollectionsMarshal.SetCount(copy, value.Count);
        Elements.Copy<T>(CollectionsMarshal.AsSpan(value), CollectionsMarshal.AsSpan(copy), context);
        return copy;
    }
}

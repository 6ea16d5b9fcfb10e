using Orleans.Serialization.Buffers;
using Orleans.Serialization.Cloning;

namespace Orleans.Serialization.Codecs;

/// <summary>The inside of a collection: its count and then one field per element.</summary>
internal static class Elements
{
    /// <summary>Begins a collection.</summary>
    public static void WriteStart(ref MessageWriter writer, uint delta, int count)
    {
        writer.Enter();
        writer.WriteTag(delta, WireType.Object);
        writer.WriteUInt32(0, (uint)count);
    }

    /// <summary>Ends a collection.</summary>
    public static void WriteEnd(ref MessageWriter writer)
    {
        writer.WriteEndObject();
        writer.Leave();
    }

    /// <summary>Writes a collection whose elements lie side by side.</summary>
    public static void Write<T>(ref MessageWriter writer, uint delta, ReadOnlySpan<T> items)
    {
        WriteStart(ref writer, delta, items.Length);
        var codec = CodecOf<T>.Value;
        var next = 1u;
        foreach (var item in items)
        {
            codec.WriteField(ref writer, next, item);
            next = 0;
        }

        WriteEnd(ref writer);
    }

    /// <summary>Reads the count of elements, which cannot be more than the bytes left.</summary>
    public static int ReadStart(ref MessageReader reader)
    {
        reader.Enter();
        MessageReader.Expect(reader.ReadField(), WireType.VarInt);
        return reader.ReadCount();
    }

    /// <summary>Reads the end.</summary>
    public static void ReadEnd(ref MessageReader reader)
    {
        MessageReader.Expect(reader.ReadField(), WireType.End);
        reader.Leave();
    }

    /// <summary>Reads one element.</summary>
    public static T ReadItem<T>(ref MessageReader reader, Codec<T> codec) => codec.ReadValue(ref reader, reader.ReadField());

    /// <summary>Reads the elements and the end.</summary>
    public static void ReadInto<T>(ref MessageReader reader, Span<T> items)
    {
        var codec = CodecOf<T>.Value;
        foreach (ref var item in items)
        {
            item = codec.ReadValue(ref reader, reader.ReadField());
        }

        ReadEnd(ref reader);
    }

    /// <summary>Copies elements one by one unless they may be shared.</summary>
    public static void Copy<T>(ReadOnlySpan<T> from, Span<T> to, CopyContext context)
    {
        if (CodecOf<T>.IsShallow)
        {
            from.CopyTo(to);
            return;
        }

        context.Enter();
        var codec = CodecOf<T>.Value;
        for (var i = 0; i < from.Length; i++)
        {
            to[i] = codec.Copy(from[i], context);
        }

        context.Leave();
    }
}

using System.Buffers;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Codecs;

namespace Orleans.Serialization;

/// <summary>Turns values into bytes and back.</summary>
/// <param name="context">What codecs need of the silo or client.</param>
public sealed class Serializer(SerializerContext context)
{
    /// <summary>True if values of the type can be written.</summary>
    public bool CanSerialize<T>() => CanSerialize(typeof(T));

    /// <summary>True if values of the type can be written.</summary>
    public bool CanSerialize(Type type) => CodecRegistry.Find(type) is not null;

    /// <summary>Gets the serializer of one type.</summary>
    public Serializer<T> GetSerializer<T>() => new(this);

    /// <summary>Writes a value into a new array.</summary>
    /// <exception cref="CodecNotFoundException">The type of the value or of something in it is not serializable.</exception>
    public byte[] SerializeToArray<T>(T value)
    {
        var writer = new MessageWriter();
        try
        {
            CodecOf<T>.Value.WriteField(ref writer, 0, value);
            return writer.ToArray();
        }
        finally
        {
            writer.Dispose();
        }
    }

    /// <summary>Writes a value.</summary>
    /// <exception cref="CodecNotFoundException">The type of the value or of something in it is not serializable.</exception>
    public void Serialize<T, TBufferWriter>(T value, TBufferWriter destination)
        where TBufferWriter : IBufferWriter<byte>
    {
        var writer = new MessageWriter();
        try
        {
            CodecOf<T>.Value.WriteField(ref writer, 0, value);
            destination.Write(writer.WrittenSpan);
        }
        finally
        {
            writer.Dispose();
        }
    }

    /// <summary>Writes a value.</summary>
    public void Serialize<T>(T value, Stream destination, int sizeHint = 0)
    {
        var writer = new MessageWriter(Math.Max(sizeHint, 1));
        try
        {
            CodecOf<T>.Value.WriteField(ref writer, 0, value);
            destination.Write(writer.WrittenSpan);
        }
        finally
        {
            writer.Dispose();
        }
    }

    /// <summary>Reads a value.</summary>
    /// <exception cref="SerializerException">The bytes are not a value of this type.</exception>
    public T Deserialize<T>(ReadOnlySpan<byte> source)
    {
        var reader = new MessageReader(source, context);
        try
        {
            return CodecOf<T>.Value.ReadValue(ref reader, reader.ReadField());
        }
        finally
        {
            reader.Dispose();
        }
    }

    /// <inheritdoc cref="Deserialize{T}(ReadOnlySpan{byte})"/>
    public T Deserialize<T>(byte[] source) => Deserialize<T>(source.AsSpan());

    /// <inheritdoc cref="Deserialize{T}(ReadOnlySpan{byte})"/>
    public T Deserialize<T>(ArraySegment<byte> source) => Deserialize<T>(source.AsSpan());

    /// <inheritdoc cref="Deserialize{T}(ReadOnlySpan{byte})"/>
    public T Deserialize<T>(ReadOnlyMemory<byte> source) => Deserialize<T>(source.Span);

    /// <inheritdoc cref="Deserialize{T}(ReadOnlySpan{byte})"/>
    public T Deserialize<T>(ReadOnlySequence<byte> source)
        => source.IsSingleSegment ? Deserialize<T>(source.FirstSpan) : Deserialize<T>(source.ToArray());

    /// <inheritdoc cref="Deserialize{T}(ReadOnlySpan{byte})"/>
    public T Deserialize<T>(Stream source)
    {
        using var bytes = new MemoryStream();
        source.CopyTo(bytes);
        return Deserialize<T>(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }
}

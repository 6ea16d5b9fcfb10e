using System.Buffers;

namespace Orleans.Serialization;

/// <summary>Turns values of one type into bytes and back.</summary>
/// <param name="serializer">Does the work.</param>
public sealed class Serializer<T>(Serializer serializer)
{
    /// <summary>Writes a value into a new array.</summary>
    public byte[] SerializeToArray(T value) => serializer.SerializeToArray(value);

    /// <summary>Writes a value.</summary>
    public void Serialize<TBufferWriter>(T value, TBufferWriter destination)
        where TBufferWriter : IBufferWriter<byte>
        => serializer.Serialize(value, destination);

    /// <summary>Reads a value.</summary>
    public T Deserialize(ReadOnlySpan<byte> source) => serializer.Deserialize<T>(source);

    /// <summary>Reads a value.</summary>
    public T Deserialize(byte[] source) => serializer.Deserialize<T>(source);

    /// <summary>Reads a value.</summary>
    public T Deserialize(ReadOnlyMemory<byte> source) => serializer.Deserialize<T>(source);

    /// <summary>Reads a value.</summary>
    public T Deserialize(ReadOnlySequence<byte> source) => serializer.Deserialize<T>(source);
}

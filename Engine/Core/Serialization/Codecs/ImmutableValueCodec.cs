using Orleans.Concurrency;
using Orleans.Serialization.Buffers;

namespace Orleans.Serialization.Codecs;

/// <summary>A value that its owner promises not to change: written as the value itself, never copied.</summary>
internal sealed class ImmutableValueCodec<T> : ShallowCodec<Immutable<T>>
{
    public override void WriteField(ref MessageWriter writer, uint delta, Immutable<T> value)
        => CodecOf<T>.Value.WriteField(ref writer, delta, value.Value);

    public override Immutable<T> ReadValue(ref MessageReader reader, Field field) => new(CodecOf<T>.Value.ReadValue(ref reader, field));
}

/// <summary>The tuple without items.</summary>
internal sealed class UnitCodec : ShallowCodec<ValueTuple>
{
    public override void WriteField(ref MessageWriter writer, uint delta, ValueTuple value) => writer.WriteNull(delta);

    public override ValueTuple ReadValue(ref MessageReader reader, Field field)
    {
        reader.ExpectNull(field);
        return default;
    }
}

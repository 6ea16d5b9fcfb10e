using Orleans.Serialization.Buffers;
using Orleans.Serialization.Cloning;

namespace Orleans.Serialization.Codecs;

internal sealed class NullableCodec<T> : Codec<T?>
    where T : struct
{
    public override bool IsShallow => CodecOf<T>.IsShallow;

    public override void WriteField(ref MessageWriter writer, uint delta, T? value)
    {
        if (value is { } present)
        {
            CodecOf<T>.Value.WriteField(ref writer, delta, present);
        }
        else
        {
            writer.WriteNull(delta);
        }
    }

    public override T? ReadValue(ref MessageReader reader, Field field)
    {
        if (field.WireType != WireType.Reference)
        {
            return CodecOf<T>.Value.ReadValue(ref reader, field);
        }

        reader.ExpectNull(field);
        return null;
    }

    public override T? Copy(T? value, CopyContext context) => value is { } present ? CodecOf<T>.Copy(present, context) : null;
}

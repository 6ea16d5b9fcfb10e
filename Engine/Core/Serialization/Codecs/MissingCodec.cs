using Orleans.Serialization.Buffers;
using Orleans.Serialization.Cloning;

namespace Orleans.Serialization.Codecs;

/// <summary>Stands for the codec of a type that is not serializable; null is no problem.</summary>
internal sealed class MissingCodec<T> : Codec<T>
{
    public override bool IsShallow => false;

    public override void WriteField(ref MessageWriter writer, uint delta, T value)
    {
        if (value is not null)
        {
            throw CodecRegistry.NotFound(typeof(T));
        }

        writer.WriteNull(delta);
    }

    public override T ReadValue(ref MessageReader reader, Field field) => throw CodecRegistry.NotFound(typeof(T));

    public override T Copy(T value, CopyContext context) => throw CodecRegistry.NotFound(typeof(T));
}

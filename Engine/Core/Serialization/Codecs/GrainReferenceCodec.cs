using Orleans.Runtime;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Cloning;

namespace Orleans.Serialization.Codecs;

/// <summary>References to grains: the id of the grain and the interface. A grain that passes itself is sent as a reference.</summary>
internal sealed class GrainReferenceCodec<T> : Codec<T>
    where T : class, IAddressable
{
    public override bool IsShallow => typeof(GrainReference).IsAssignableFrom(typeof(T));

    public override void WriteField(ref MessageWriter writer, uint delta, T value)
    {
        if (value is null)
        {
            writer.WriteNull(delta);
            return;
        }

        var reference = AsReference(value);
        writer.WriteTag(delta, WireType.Object);
        CodecOf<GrainId>.Value.WriteField(ref writer, 0, reference.GrainId);
        CodecOf<GrainInterfaceType>.Value.WriteField(ref writer, 1, reference.InterfaceType);
        writer.WriteEndObject();
    }

    public override T ReadValue(ref MessageReader reader, Field field)
    {
        if (field.WireType != WireType.Object)
        {
            return (T)RuntimeTyped.Read(ref reader, field, this)!;
        }

        var id = Elements.ReadItem(ref reader, CodecOf<GrainId>.Value);
        var interfaceType = Elements.ReadItem(ref reader, CodecOf<GrainInterfaceType>.Value);
        reader.SkipToEndObject();
        var factory = reader.Context.GrainFactory;
        var reference = interfaceType.IsDefault ? factory.GetGrain(id) : factory.GetGrain(id, interfaceType);
        return reference as T ?? reference.AsReference<T>();
    }

    public override T Copy(T value, CopyContext context)
        => value is null or GrainReference ? value! : AsReference(value) as T ?? value.AsReference<T>();

    private static GrainReference AsReference(T value)
    {
        if (value is not GrainReference and IGrainObserver and not IGrainBase)
        {
            throw new NotSupportedException(
                $"IGrainObserver parameters must be GrainReference or Grain and cannot be type {value.GetType()}. Did you forget to CreateObjectReference?");
        }

        return typeof(T) != typeof(IAddressable) && value is not GrainReference
            ? (GrainReference)(object)value.AsReference<T>()
            : value.AsReference();
    }
}

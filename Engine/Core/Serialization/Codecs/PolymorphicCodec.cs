using Orleans.Serialization.Buffers;
using Orleans.Serialization.Cloning;

namespace Orleans.Serialization.Codecs;

/// <summary>Values declared as an interface, an abstract class or <see cref="object"/>: the run-time type decides.</summary>
internal sealed class PolymorphicCodec<T> : Codec<T>
{
    public override bool IsShallow => false;

    public override void WriteField(ref MessageWriter writer, uint delta, T value)
    {
        if (value is null)
        {
            writer.WriteNull(delta);
        }
        else if (value.GetType() == typeof(object))
        {
            WriteBareObject(ref writer, delta, value);
        }
        else
        {
            RuntimeTyped.Write(ref writer, delta, value);
        }
    }

    public override T ReadValue(ref MessageReader reader, Field field)
    {
        if (field.WireType != WireType.Object)
        {
            return (T)RuntimeTyped.Read(ref reader, field, this)!;
        }

        var bare = new object();
        reader.AddObject(field, bare);
        reader.SkipToEndObject();
        return (T)bare;
    }

    public override T Copy(T value, CopyContext context)
    {
        if (value is null)
        {
            return value;
        }

        if (value.GetType() != typeof(object))
        {
            return (T)RuntimeTyped.Copy(value, context);
        }

        if (!context.TryGetCopy<object>(value, out var copy))
        {
            copy = new object();
            context.RecordCopy(value, copy);
        }

        return (T)copy;
    }

    private static void WriteBareObject(ref MessageWriter writer, uint delta, object value)
    {
        if (!writer.TryWriteReference(delta, value))
        {
            writer.WriteTag(delta, WireType.Object);
            writer.WriteEndObject();
        }
    }
}

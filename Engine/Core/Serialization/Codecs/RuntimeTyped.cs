using System.Runtime.CompilerServices;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Cloning;

namespace Orleans.Serialization.Codecs;

/// <summary>Values whose type is known only at run time: the type goes along with the value.</summary>
internal static class RuntimeTyped
{
    public static void Write(ref MessageWriter writer, uint delta, object value)
    {
        var codec = CodecRegistry.Get(value.GetType());
        writer.WriteTyped(delta, codec.ValueType);
        codec.WriteObject(ref writer, 0, value);
    }

    /// <summary>Reads a value that is null, a reference or of another type than <paramref name="declared"/>.</summary>
    public static object? Read(ref MessageReader reader, Field field, Codec declared)
    {
        if (field.WireType == WireType.Reference)
        {
            return ReadReference(ref reader, field, declared);
        }

        MessageReader.Expect(field, WireType.Typed);
        var codec = CodecRegistry.Get(reader.ReadType());
        return codec.ReadObject(ref reader, reader.ReadField());
    }

    /// <summary>Reads null or an object that was met before.</summary>
    public static object? ReadReference(ref MessageReader reader, Field field, Codec declared)
    {
        var position = reader.ReadReferencePosition(field);
        if (position < 0)
        {
            return null;
        }

        if (reader.TryGetObject(position, out var known))
        {
            return known;
        }

        // The object is in a part that this version of a type skipped, so read it now.
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var present = reader.Seek(position);
        var value = declared.ReadObject(ref reader, reader.ReadField());
        reader.Seek(present);
        return value;
    }

    public static object Copy(object value, CopyContext context)
    {
        var codec = CodecRegistry.Get(value.GetType());
        return codec.IsShallow ? value : codec.CopyObject(value, context);
    }
}

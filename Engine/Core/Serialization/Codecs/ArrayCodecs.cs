using System.Runtime.InteropServices;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Cloning;

namespace Orleans.Serialization.Codecs;

internal static class ArrayCodecs
{
    /// <summary>Makes the codec of one-dimensional arrays.</summary>
    public static Codec Create(Type element)
        => CodecRegistry.Make(IsBlittable(element) ? typeof(BlittableArrayCodec<>) : typeof(ArrayCodec<>), element);

    // Numbers whose bytes are the same on every machine that .NET 10 runs on: all are little-endian.
    private static bool IsBlittable(Type element)
        => !element.IsEnum && Type.GetTypeCode(element) is TypeCode.Byte or TypeCode.SByte or TypeCode.Int16 or TypeCode.UInt16
            or TypeCode.Int32 or TypeCode.UInt32 or TypeCode.Int64 or TypeCode.UInt64 or TypeCode.Single or TypeCode.Double or TypeCode.Char;
}

/// <summary>Arrays of anything.</summary>
internal sealed class ArrayCodec<T> : Codec<T[]>
{
    public override bool IsShallow => false;

    public override void WriteField(ref MessageWriter writer, uint delta, T[] value)
    {
        if (!typeof(T).IsValueType && value is not null && value.GetType() != typeof(T[]))
        {
            // Arrays of a reference type may hold an array of a derived one.
            RuntimeTyped.Write(ref writer, delta, value);
        }
        else if (!writer.TryWriteReference(delta, value))
        {
            Elements.Write<T>(ref writer, delta, value);
        }
    }

    public override T[] ReadValue(ref MessageReader reader, Field field)
    {
        if (field.WireType != WireType.Object)
        {
            return (T[])RuntimeTyped.Read(ref reader, field, this)!;
        }

        var items = new T[Elements.ReadStart(ref reader)];
        reader.AddObject(field, items);
        Elements.ReadInto<T>(ref reader, items);
        return items;
    }

    public override T[] Copy(T[] value, CopyContext context)
    {
        if (value is null)
        {
            return null!;
        }

        if (context.TryGetCopy(value, out var copy))
        {
            return copy;
        }

        copy = typeof(T).IsValueType ? new T[value.Length] : (T[])Array.CreateInstance(value.GetType().GetElementType()!, value.Length);
        context.RecordCopy(value, copy);
        Elements.Copy<T>(value, copy, context);
        return copy;
    }
}

/// <summary>Arrays of numbers, written as they lie in memory.</summary>
internal sealed class BlittableArrayCodec<T> : Codec<T[]>
    where T : unmanaged
{
    public override bool IsShallow => false;

    public override void WriteField(ref MessageWriter writer, uint delta, T[] value)
    {
        if (!writer.TryWriteReference(delta, value))
        {
            writer.WriteTag(delta, WireType.Bytes);
            writer.WriteBytes(MemoryMarshal.AsBytes<T>(value));
        }
    }

    public override T[] ReadValue(ref MessageReader reader, Field field)
    {
        if (field.WireType != WireType.Bytes)
        {
            return (T[])RuntimeTyped.Read(ref reader, field, this)!;
        }

        var items = MemoryMarshal.Cast<byte, T>(reader.ReadBytes()).ToArray();
        reader.AddObject(field, items);
        return items;
    }

    public override T[] Copy(T[] value, CopyContext context)
    {
        if (value is null)
        {
            return null!;
        }

        if (!context.TryGetCopy(value, out var copy))
        {
            copy = value.AsSpan().ToArray();
            context.RecordCopy(value, copy);
        }

        return copy;
    }
}

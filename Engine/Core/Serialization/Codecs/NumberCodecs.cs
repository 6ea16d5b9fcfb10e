using System.Buffers.Binary;
using System.Text;
using Orleans.Serialization.Buffers;

namespace Orleans.Serialization.Codecs;

internal sealed class SingleCodec : ShallowCodec<float>
{
    public override void WriteField(ref MessageWriter writer, uint delta, float value)
    {
        writer.WriteTag(delta, WireType.Fixed32);
        writer.WriteFixed32(BitConverter.SingleToUInt32Bits(value));
    }

    public override float ReadValue(ref MessageReader reader, Field field)
    {
        MessageReader.Expect(field, WireType.Fixed32);
        return BitConverter.UInt32BitsToSingle(reader.ReadFixed32());
    }
}

internal sealed class DoubleCodec : ShallowCodec<double>
{
    public override void WriteField(ref MessageWriter writer, uint delta, double value)
    {
        writer.WriteTag(delta, WireType.Fixed64);
        writer.WriteFixed64(BitConverter.DoubleToUInt64Bits(value));
    }

    public override double ReadValue(ref MessageReader reader, Field field)
    {
        MessageReader.Expect(field, WireType.Fixed64);
        return BitConverter.UInt64BitsToDouble(reader.ReadFixed64());
    }
}

internal sealed class HalfCodec : ShallowCodec<Half>
{
    public override void WriteField(ref MessageWriter writer, uint delta, Half value)
        => writer.WriteUInt32(delta, BitConverter.HalfToUInt16Bits(value));

    public override Half ReadValue(ref MessageReader reader, Field field)
        => BitConverter.UInt16BitsToHalf(checked((ushort)reader.ReadUInt32(field)));
}

internal sealed class DecimalCodec : ShallowCodec<decimal>
{
    private const int Parts = 4;

    public override void WriteField(ref MessageWriter writer, uint delta, decimal value)
    {
        Span<int> parts = stackalloc int[Parts];
        decimal.GetBits(value, parts);
        writer.WriteTag(delta, WireType.Bytes);
        writer.WriteByte(Parts * sizeof(int));
        foreach (var part in parts)
        {
            writer.WriteFixed32((uint)part);
        }
    }

    public override decimal ReadValue(ref MessageReader reader, Field field)
    {
        var bytes = SizedBytes.Read(ref reader, field, Parts * sizeof(int));
        Span<int> parts = stackalloc int[Parts];
        for (var i = 0; i < Parts; i++)
        {
            parts[i] = BinaryPrimitives.ReadInt32LittleEndian(bytes[(i * sizeof(int))..]);
        }

        return new decimal(parts);
    }
}

internal sealed class Int128Codec : ShallowCodec<Int128>
{
    public override void WriteField(ref MessageWriter writer, uint delta, Int128 value)
        => SizedBytes.Write(ref writer, delta, (ulong)value, (ulong)(value >> 64));

    public override Int128 ReadValue(ref MessageReader reader, Field field)
        => BinaryPrimitives.ReadInt128LittleEndian(SizedBytes.Read(ref reader, field, 16));
}

internal sealed class UInt128Codec : ShallowCodec<UInt128>
{
    public override void WriteField(ref MessageWriter writer, uint delta, UInt128 value)
        => SizedBytes.Write(ref writer, delta, (ulong)value, (ulong)(value >> 64));

    public override UInt128 ReadValue(ref MessageReader reader, Field field)
        => BinaryPrimitives.ReadUInt128LittleEndian(SizedBytes.Read(ref reader, field, 16));
}

internal sealed class RuneCodec : ShallowCodec<Rune>
{
    public override void WriteField(ref MessageWriter writer, uint delta, Rune value) => writer.WriteUInt32(delta, (uint)value.Value);

    public override Rune ReadValue(ref MessageReader reader, Field field) => new(reader.ReadUInt32(field));
}

internal sealed class GuidCodec : ShallowCodec<Guid>
{
    private const int Size = 16;

    public override void WriteField(ref MessageWriter writer, uint delta, Guid value)
    {
        writer.WriteTag(delta, WireType.Bytes);
        writer.WriteByte(Size);
        value.TryWriteBytes(writer.GetSpan(Size));
        writer.Advance(Size);
    }

    public override Guid ReadValue(ref MessageReader reader, Field field) => new(SizedBytes.Read(ref reader, field, Size));
}

/// <summary>Values of a size that their type fixes.</summary>
internal static class SizedBytes
{
    public static void Write(ref MessageWriter writer, uint delta, ulong lower, ulong upper)
    {
        writer.WriteTag(delta, WireType.Bytes);
        writer.WriteByte(2 * sizeof(ulong));
        writer.WriteFixed64(lower);
        writer.WriteFixed64(upper);
    }

    public static ReadOnlySpan<byte> Read(ref MessageReader reader, Field field, int size)
    {
        MessageReader.Expect(field, WireType.Bytes);
        var bytes = reader.ReadBytes();
        return bytes.Length == size ? bytes : throw new SerializerException($"Expected {size} bytes but found {bytes.Length}.");
    }
}

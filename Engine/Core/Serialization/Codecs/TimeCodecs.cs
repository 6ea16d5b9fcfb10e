using System.Buffers.Binary;
using Orleans.Serialization.Buffers;

namespace Orleans.Serialization.Codecs;

internal sealed class DateTimeCodec : ShallowCodec<DateTime>
{
    public override void WriteField(ref MessageWriter writer, uint delta, DateTime value)
    {
        writer.WriteTag(delta, WireType.Fixed64);
        writer.WriteFixed64((ulong)value.ToBinary());
    }

    public override DateTime ReadValue(ref MessageReader reader, Field field)
    {
        MessageReader.Expect(field, WireType.Fixed64);
        return DateTime.FromBinary((long)reader.ReadFixed64());
    }
}

/// <summary>The ticks of the clock time and the offset in minutes.</summary>
internal sealed class DateTimeOffsetCodec : ShallowCodec<DateTimeOffset>
{
    private const int Size = sizeof(ulong) + sizeof(ushort);

    public override void WriteField(ref MessageWriter writer, uint delta, DateTimeOffset value)
    {
        writer.WriteTag(delta, WireType.Bytes);
        writer.WriteByte(Size);
        writer.WriteFixed64((ulong)value.Ticks);
        var minutes = (short)value.TotalOffsetMinutes;
        writer.WriteByte((byte)minutes);
        writer.WriteByte((byte)(minutes >> 8));
    }

    public override DateTimeOffset ReadValue(ref MessageReader reader, Field field)
    {
        var bytes = SizedBytes.Read(ref reader, field, Size);
        var ticks = BinaryPrimitives.ReadInt64LittleEndian(bytes);
        var minutes = (short)(bytes[^2] | (bytes[^1] << 8));
        return new DateTimeOffset(ticks, TimeSpan.FromMinutes(minutes));
    }
}

internal sealed class TimeSpanCodec : ShallowCodec<TimeSpan>
{
    public override void WriteField(ref MessageWriter writer, uint delta, TimeSpan value) => writer.WriteInt64(delta, value.Ticks);

    public override TimeSpan ReadValue(ref MessageReader reader, Field field) => new(reader.ReadInt64(field));
}

internal sealed class DateOnlyCodec : ShallowCodec<DateOnly>
{
    public override void WriteField(ref MessageWriter writer, uint delta, DateOnly value) => writer.WriteInt32(delta, value.DayNumber);

    public override DateOnly ReadValue(ref MessageReader reader, Field field) => DateOnly.FromDayNumber(reader.ReadInt32(field));
}

internal sealed class TimeOnlyCodec : ShallowCodec<TimeOnly>
{
    public override void WriteField(ref MessageWriter writer, uint delta, TimeOnly value) => writer.WriteInt64(delta, value.Ticks);

    public override TimeOnly ReadValue(ref MessageReader reader, Field field) => new(reader.ReadInt64(field));
}

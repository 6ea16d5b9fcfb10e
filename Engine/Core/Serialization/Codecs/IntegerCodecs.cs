using Orleans.Serialization.Buffers;

namespace Orleans.Serialization.Codecs;

internal sealed class BooleanCodec : ShallowCodec<bool>
{
    public override void WriteField(ref MessageWriter writer, uint delta, bool value) => writer.WriteBoolean(delta, value);

    public override bool ReadValue(ref MessageReader reader, Field field) => reader.ReadBoolean(field);
}

internal sealed class CharCodec : ShallowCodec<char>
{
    public override void WriteField(ref MessageWriter writer, uint delta, char value) => writer.WriteUInt32(delta, value);

    public override char ReadValue(ref MessageReader reader, Field field) => checked((char)reader.ReadUInt32(field));
}

internal sealed class ByteCodec : ShallowCodec<byte>
{
    public override void WriteField(ref MessageWriter writer, uint delta, byte value) => writer.WriteUInt32(delta, value);

    public override byte ReadValue(ref MessageReader reader, Field field) => checked((byte)reader.ReadUInt32(field));
}

internal sealed class SByteCodec : ShallowCodec<sbyte>
{
    public override void WriteField(ref MessageWriter writer, uint delta, sbyte value) => writer.WriteInt32(delta, value);

    public override sbyte ReadValue(ref MessageReader reader, Field field) => checked((sbyte)reader.ReadInt32(field));
}

internal sealed class Int16Codec : ShallowCodec<short>
{
    public override void WriteField(ref MessageWriter writer, uint delta, short value) => writer.WriteInt32(delta, value);

    public override short ReadValue(ref MessageReader reader, Field field) => checked((short)reader.ReadInt32(field));
}

internal sealed class UInt16Codec : ShallowCodec<ushort>
{
    public override void WriteField(ref MessageWriter writer, uint delta, ushort value) => writer.WriteUInt32(delta, value);

    public override ushort ReadValue(ref MessageReader reader, Field field) => checked((ushort)reader.ReadUInt32(field));
}

internal sealed class Int32Codec : ShallowCodec<int>
{
    public override void WriteField(ref MessageWriter writer, uint delta, int value) => writer.WriteInt32(delta, value);

    public override int ReadValue(ref MessageReader reader, Field field) => reader.ReadInt32(field);
}

internal sealed class UInt32Codec : ShallowCodec<uint>
{
    public override void WriteField(ref MessageWriter writer, uint delta, uint value) => writer.WriteUInt32(delta, value);

    public override uint ReadValue(ref MessageReader reader, Field field) => reader.ReadUInt32(field);
}

internal sealed class Int64Codec : ShallowCodec<long>
{
    public override void WriteField(ref MessageWriter writer, uint delta, long value) => writer.WriteInt64(delta, value);

    public override long ReadValue(ref MessageReader reader, Field field) => reader.ReadInt64(field);
}

internal sealed class UInt64Codec : ShallowCodec<ulong>
{
    public override void WriteField(ref MessageWriter writer, uint delta, ulong value) => writer.WriteUInt64(delta, value);

    public override ulong ReadValue(ref MessageReader reader, Field field) => reader.ReadUInt64(field);
}

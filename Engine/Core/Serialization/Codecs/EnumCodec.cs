using System.Runtime.CompilerServices;
using Orleans.Serialization.Buffers;

namespace Orleans.Serialization.Codecs;

/// <summary>Enums are written as their numbers, the way generated code writes them.</summary>
internal sealed class EnumCodec<T> : ShallowCodec<T>
    where T : struct, Enum
{
    private static readonly TypeCode Kind = Type.GetTypeCode(typeof(T));

    public override void WriteField(ref MessageWriter writer, uint delta, T value)
    {
        switch (Kind)
        {
            case TypeCode.SByte:
                writer.WriteInt32(delta, Unsafe.BitCast<T, sbyte>(value));
                break;
            case TypeCode.Int16:
                writer.WriteInt32(delta, Unsafe.BitCast<T, short>(value));
                break;
            case TypeCode.Int32:
                writer.WriteInt32(delta, Unsafe.BitCast<T, int>(value));
                break;
            case TypeCode.Int64:
                writer.WriteInt64(delta, Unsafe.BitCast<T, long>(value));
                break;
            case TypeCode.Byte:
                writer.WriteUInt32(delta, Unsafe.BitCast<T, byte>(value));
                break;
            case TypeCode.UInt16:
                writer.WriteUInt32(delta, Unsafe.BitCast<T, ushort>(value));
                break;
            case TypeCode.UInt32:
                writer.WriteUInt32(delta, Unsafe.BitCast<T, uint>(value));
                break;
            default:
                writer.WriteUInt64(delta, Unsafe.BitCast<T, ulong>(value));
                break;
        }
    }

    public override T ReadValue(ref MessageReader reader, Field field)
        => Kind switch
        {
            TypeCode.SByte => Unsafe.BitCast<sbyte, T>(checked((sbyte)reader.ReadInt32(field))),
            TypeCode.Int16 => Unsafe.BitCast<short, T>(checked((short)reader.ReadInt32(field))),
            TypeCode.Int32 => Unsafe.BitCast<int, T>(reader.ReadInt32(field)),
            TypeCode.Int64 => Unsafe.BitCast<long, T>(reader.ReadInt64(field)),
            TypeCode.Byte => Unsafe.BitCast<byte, T>(checked((byte)reader.ReadUInt32(field))),
            TypeCode.UInt16 => Unsafe.BitCast<ushort, T>(checked((ushort)reader.ReadUInt32(field))),
            TypeCode.UInt32 => Unsafe.BitCast<uint, T>(reader.ReadUInt32(field)),
            _ => Unsafe.BitCast<ulong, T>(reader.ReadUInt64(field)),
        };
}

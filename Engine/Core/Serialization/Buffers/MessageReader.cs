using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;

namespace Orleans.Serialization.Buffers;

/// <summary>Reads one message from its start.</summary>
public ref partial struct MessageReader
{
    private readonly ReadOnlySpan<byte> _data;
    private readonly SerializerContext _context;
    private int _position;
    private int _depth;
    private ReadObjects? _objects;
    private List<(int Position, Type Type)>? _types;

    /// <summary>Starts at the beginning of a message.</summary>
    /// <param name="data">The message.</param>
    /// <param name="context">What codecs need of the silo or client, such as its grain factory.</param>
    public MessageReader(ReadOnlySpan<byte> data, SerializerContext context)
    {
        _data = data;
        _context = context;
    }

    /// <summary>What codecs need of the silo or client.</summary>
    public readonly SerializerContext Context => _context;

    /// <summary>How many bytes were read.</summary>
    public readonly int Position => _position;

    /// <summary>How many bytes are left.</summary>
    public readonly int Remaining => _data.Length - _position;

    /// <summary>Reads one byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte ReadByte()
    {
        if ((uint)_position >= (uint)_data.Length)
        {
            ThrowTruncated();
        }

        return _data[_position++];
    }

    /// <summary>Reads a variable-length integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint ReadVarUInt32()
    {
        var first = ReadByte();
        return first < 0x80 ? first : ReadLongVarUInt32(first);
    }

    /// <summary>Reads a variable-length integer.</summary>
    public ulong ReadVarUInt64()
    {
        ulong result = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            var next = ReadByte();
            result |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return result;
            }
        }

        throw new SerializerException("A variable-length integer has more than 64 bits.");
    }

    /// <summary>Reads four bytes.</summary>
    public uint ReadFixed32() => BinaryPrimitives.ReadUInt32LittleEndian(ReadRaw(sizeof(uint)));

    /// <summary>Reads eight bytes.</summary>
    public ulong ReadFixed64() => BinaryPrimitives.ReadUInt64LittleEndian(ReadRaw(sizeof(ulong)));

    /// <summary>Reads bytes as they are, without copying them.</summary>
    public ReadOnlySpan<byte> ReadRaw(int count)
    {
        if ((uint)count > (uint)Remaining)
        {
            ThrowTruncated();
        }

        var bytes = _data.Slice(_position, count);
        _position += count;
        return bytes;
    }

    /// <summary>Reads a count and as many bytes, without copying them.</summary>
    public ReadOnlySpan<byte> ReadBytes() => ReadRaw(ReadCount());

    /// <summary>Reads text.</summary>
    public string ReadText() => Encoding.UTF8.GetString(ReadBytes());

    /// <summary>Reads a count of bytes or elements, which cannot be more than the bytes left.</summary>
    public int ReadCount()
    {
        var count = ReadVarUInt32();
        if (count > (uint)Remaining)
        {
            ThrowTruncated();
        }

        return (int)count;
    }

    private static void ThrowTruncated() => throw new SerializerException("The message ends in the middle of a value.");

    private uint ReadLongVarUInt32(byte first)
    {
        var result = (ulong)first & 0x7F;
        for (var shift = 7; shift < 35; shift += 7)
        {
            var next = ReadByte();
            result |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return result <= uint.MaxValue
                    ? (uint)result
                    : throw new SerializerException("A variable-length integer has more than 32 bits.");
            }
        }

        throw new SerializerException("A variable-length integer has more than 32 bits.");
    }
}

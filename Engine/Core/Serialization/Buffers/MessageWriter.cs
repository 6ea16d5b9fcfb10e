using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Orleans.Serialization.Buffers;

/// <summary>
/// Writes one message into a pooled buffer that grows. Positions, and with them references among objects, count from the start of
/// the message. Dispose returns the buffer.
/// </summary>
public ref partial struct MessageWriter
{
    private const int InitialCapacity = 256;
    private const int MaxVarInt32 = 5;
    private const int MaxVarInt64 = 10;

    private byte[] _buffer;
    private int _position;
    private int _depth;
    private WrittenObjects? _objects;
    private WrittenTypes? _types;

    /// <summary>Starts a message.</summary>
    public MessageWriter()
        : this(InitialCapacity)
    {
    }

    /// <summary>Starts a message of about the given number of bytes.</summary>
    public MessageWriter(int capacity) => _buffer = ArrayPool<byte>.Shared.Rent(capacity);

    /// <summary>The number of bytes written so far.</summary>
    public readonly int Position => _position;

    /// <summary>The bytes written so far; valid until the next write.</summary>
    public readonly ReadOnlySpan<byte> WrittenSpan => _buffer.AsSpan(0, _position);

    /// <summary>Copies the message.</summary>
    public readonly byte[] ToArray() => WrittenSpan.ToArray();

    /// <summary>Returns the buffer to the pool.</summary>
    public void Dispose()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
            _position = 0;
        }

        _objects?.Return();
        _objects = null;
        _types = null;
    }

    /// <summary>Writes one byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteByte(byte value)
    {
        if (_position == _buffer.Length)
        {
            Grow(1);
        }

        _buffer[_position++] = value;
    }

    /// <summary>Writes a variable-length integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteVarUInt32(uint value)
    {
        if (value < 0x80)
        {
            WriteByte((byte)value);
        }
        else
        {
            WriteLongVarUInt32(value);
        }
    }

    /// <summary>Writes a variable-length integer.</summary>
    public void WriteVarUInt64(ulong value)
    {
        Reserve(MaxVarInt64);
        ref var start = ref Current;
        var count = 0;
        while (value >= 0x80)
        {
            Unsafe.Add(ref start, count++) = (byte)(value | 0x80);
            value >>= 7;
        }

        Unsafe.Add(ref start, count++) = (byte)value;
        _position += count;
    }

    /// <summary>Writes four bytes.</summary>
    public void WriteFixed32(uint value)
    {
        Reserve(sizeof(uint));
        BinaryPrimitives.WriteUInt32LittleEndian(_buffer.AsSpan(_position), value);
        _position += sizeof(uint);
    }

    /// <summary>Writes eight bytes.</summary>
    public void WriteFixed64(ulong value)
    {
        Reserve(sizeof(ulong));
        BinaryPrimitives.WriteUInt64LittleEndian(_buffer.AsSpan(_position), value);
        _position += sizeof(ulong);
    }

    /// <summary>Writes bytes as they are.</summary>
    public void WriteRaw(scoped ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(_position));
        _position += bytes.Length;
    }

    /// <summary>Writes a count and as many bytes.</summary>
    public void WriteBytes(scoped ReadOnlySpan<byte> bytes)
    {
        WriteVarUInt32((uint)bytes.Length);
        WriteRaw(bytes);
    }

    /// <summary>Writes text as a count of bytes and UTF-8.</summary>
    public void WriteText(string value)
    {
        // For short text the count takes one byte whatever the characters are, so encode behind it and fill it in afterwards.
        var most = value.Length * 3;
        Reserve(most + MaxVarInt32);
        if (most < 0x80)
        {
            var count = Encoding.UTF8.GetBytes(value, _buffer.AsSpan(_position + 1));
            _buffer[_position] = (byte)count;
            _position += count + 1;
            return;
        }

        WriteVarUInt32((uint)Encoding.UTF8.GetByteCount(value));
        _position += Encoding.UTF8.GetBytes(value, _buffer.AsSpan(_position));
    }

    /// <summary>Gets room for at least <paramref name="count"/> bytes; tell with <see cref="Advance"/> how many were used.</summary>
    public Span<byte> GetSpan(int count)
    {
        Reserve(count);
        return _buffer.AsSpan(_position);
    }

    /// <summary>Takes as written what was put into the span from <see cref="GetSpan"/>.</summary>
    public void Advance(int count) => _position += count;

    private readonly ref byte Current => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_buffer), _position);

    private void WriteLongVarUInt32(uint value)
    {
        Reserve(MaxVarInt32);
        ref var start = ref Current;
        var count = 0;
        while (value >= 0x80)
        {
            Unsafe.Add(ref start, count++) = (byte)(value | 0x80);
            value >>= 7;
        }

        Unsafe.Add(ref start, count++) = (byte)value;
        _position += count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Reserve(int count)
    {
        if (_buffer.Length - _position < count)
        {
            Grow(count);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int count)
    {
        var wanted = (uint)_position + (uint)count;
        var size = Math.Min((uint)Array.MaxLength, Math.Max(BitOperations.RoundUpToPowerOf2(wanted), InitialCapacity));
        ObjectDisposedException.ThrowIf(_buffer.Length == 0, typeof(MessageWriter));
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Max(size, wanted));
        WrittenSpan.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}

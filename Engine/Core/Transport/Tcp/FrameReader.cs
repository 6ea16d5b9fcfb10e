using System.Buffers;
using System.Buffers.Binary;

namespace Orleans.Runtime.Tcp;

/// <summary>Cuts what arrives into frames.</summary>
internal sealed class FrameReader(int maxFrameBytes, FrameReader.FrameHandler onFrame)
{
    /// <summary>Takes a frame; its bytes are only valid during the call.</summary>
    public delegate void FrameHandler(FrameKind kind, ReadOnlySpan<byte> content);

    /// <summary>Hands over the whole frames at the beginning of a buffer, and cuts them off.</summary>
    /// <exception cref="ProtocolException">A frame is too large, or empty.</exception>
    public void Read(ref ReadOnlySequence<byte> buffer)
    {
        while (buffer.Length >= WireProtocol.LengthBytes)
        {
            if (ReadSegment(ref buffer))
                continue;
            var length = ReadLength(buffer);
            if (buffer.Length < WireProtocol.LengthBytes + (long)length)
                return;
            ReadScattered(buffer.Slice(WireProtocol.LengthBytes, length));
            buffer = buffer.Slice(WireProtocol.LengthBytes + (long)length);
        }
    }

    // Nearly all frames lie in one piece.
    private bool ReadSegment(ref ReadOnlySequence<byte> buffer)
    {
        var bytes = buffer.FirstSpan;
        var position = 0;
        while (bytes.Length - position >= WireProtocol.FrameHeaderBytes)
        {
            var length = CheckLength(BinaryPrimitives.ReadUInt32LittleEndian(bytes[position..]));
            if (bytes.Length - position - WireProtocol.LengthBytes < length)
                break;
            HandOver(bytes.Slice(position + WireProtocol.LengthBytes, length));
            position += WireProtocol.LengthBytes + length;
        }

        if (position == 0)
            return false;
        buffer = buffer.Slice(position);
        return true;
    }

    private void ReadScattered(in ReadOnlySequence<byte> frame)
    {
        var length = (int)frame.Length;
        var copy = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            frame.CopyTo(copy);
            HandOver(copy.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(copy);
        }
    }

    private void HandOver(ReadOnlySpan<byte> frame) => onFrame((FrameKind)frame[0], frame[1..]);

    private int ReadLength(in ReadOnlySequence<byte> buffer)
    {
        Span<byte> bytes = stackalloc byte[WireProtocol.LengthBytes];
        buffer.Slice(0, WireProtocol.LengthBytes).CopyTo(bytes);
        return CheckLength(BinaryPrimitives.ReadUInt32LittleEndian(bytes));
    }

    private int CheckLength(uint length)
    {
        if (length == 0)
            throw new ProtocolException("it sent an empty frame");
        if (length > (uint)maxFrameBytes)
            throw new ProtocolException($"it sent a frame of {length} bytes, and {maxFrameBytes} are allowed");
        return (int)length;
    }
}

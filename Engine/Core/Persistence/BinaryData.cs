using System.Text;

namespace System;

/// <summary>
/// Bytes that aren't changed. The type of the same name comes with a package that not every registry has; this is the part of it
/// that storage needs.
/// </summary>
public class BinaryData
{
    private readonly ReadOnlyMemory<byte> _bytes;

    /// <summary>Wraps bytes without copying them.</summary>
    public BinaryData(byte[] data) : this((ReadOnlyMemory<byte>)data)
    {
    }

    /// <summary>Wraps bytes without copying them.</summary>
    public BinaryData(ReadOnlyMemory<byte> data) => _bytes = data;

    /// <summary>Takes the UTF-8 form of a text.</summary>
    public BinaryData(string data) => _bytes = Encoding.UTF8.GetBytes(data);

    /// <summary>No bytes.</summary>
    public static BinaryData Empty { get; } = new(ReadOnlyMemory<byte>.Empty);

    /// <summary>Whether there are no bytes.</summary>
    public bool IsEmpty => _bytes.IsEmpty;

    /// <summary>How many bytes there are.</summary>
    public int Length => _bytes.Length;

    /// <summary>Wraps bytes without copying them.</summary>
    public static BinaryData FromBytes(byte[] data) => new(data);

    /// <summary>Wraps bytes without copying them.</summary>
    public static BinaryData FromBytes(ReadOnlyMemory<byte> data) => new(data);

    /// <summary>Takes the UTF-8 form of a text.</summary>
    public static BinaryData FromString(string data) => new(data);

    /// <summary>The bytes, not copied.</summary>
    public ReadOnlyMemory<byte> ToMemory() => _bytes;

    /// <summary>A copy of the bytes.</summary>
    public byte[] ToArray() => _bytes.ToArray();

    /// <summary>A stream over the bytes.</summary>
    public Stream ToStream() => new MemoryStream(_bytes.ToArray(), writable: false);

    /// <summary>The bytes as UTF-8.</summary>
    public override string ToString() => Encoding.UTF8.GetString(_bytes.Span);

    /// <summary>The bytes, not copied.</summary>
    public static implicit operator ReadOnlyMemory<byte>(BinaryData? data) => data is null ? default : data._bytes;

    /// <summary>The bytes, not copied.</summary>
    public static implicit operator ReadOnlySpan<byte>(BinaryData? data) => data is null ? default : data._bytes.Span;
}

using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace OrleansMicro.Parameters;

/// <summary>Opaque, signed positions in a list: 8 bytes of position and 10 of HMAC-SHA256 over position and list, in base64url.</summary>
/// <param name="key">The signing key: <see cref="ApiOptions.CursorKey"/>.</param>
internal sealed class Cursors(string key)
{
    private const int PositionBytes = 8;
    private const int MacBytes = 10;
    private const int MaxListLength = 256;
    private readonly byte[] _key = Encoding.UTF8.GetBytes(key);

    /// <summary>The cursor of a position.</summary>
    /// <param name="position">Where the next part starts; null at the end, which has no cursor.</param>
    /// <param name="list">The list and its filter. A cursor is valid for one list only.</param>
    public string? Write(long? position, string list)
    {
        if (position is not { } start)
            return null;

        Span<byte> cursor = stackalloc byte[PositionBytes + MacBytes];
        BinaryPrimitives.WriteInt64BigEndian(cursor, start);
        Sign(cursor[..PositionBytes], list, cursor[PositionBytes..]);
        return Base64Url.EncodeToString(cursor);
    }

    /// <summary>
    /// The position; null for the first part. Throws <see cref="ProblemException"/> for a cursor of another list, and for a changed one.
    /// </summary>
    public long? Read(string? text, string list)
    {
        if (text is null)
            return null;

        Span<byte> cursor = stackalloc byte[PositionBytes + MacBytes];
        Span<byte> mac = stackalloc byte[MacBytes];
        if (text.Length == Base64Url.GetEncodedLength(cursor.Length)
            && Base64Url.TryDecodeFromChars(text, cursor, out var length) && length == cursor.Length)
        {
            Sign(cursor[..PositionBytes], list, mac);
            if (CryptographicOperations.FixedTimeEquals(mac, cursor[PositionBytes..]))
                return BinaryPrimitives.ReadInt64BigEndian(cursor);
        }

        throw new ProblemException(ProblemCodes.CursorInvalid, "Send 'next' of the same list and filter as 'cursor', unchanged.", Page.CursorName);
    }

    private void Sign(ReadOnlySpan<byte> position, string list, Span<byte> mac)
    {
        Span<byte> signed = stackalloc byte[PositionBytes + MaxListLength];
        position.CopyTo(signed);
        var length = PositionBytes + Encoding.UTF8.GetBytes(list, signed[PositionBytes..]);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, signed[..length], hash);
        hash[..mac.Length].CopyTo(mac);
    }
}

using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace OrleansMicro.Parameters;

/// <summary>Opaque, signed positions in a list: 8 bytes of position and 10 of HMAC-SHA256 over position and list, in base64url.</summary>
/// <param name="key">The signing key: <see cref="ApiOptions.CursorKey"/>.</param>
internal sealed class Cursors(string key)
{
    private const int PositionBytes = 8;
    private const int MacBytes = 10;
    private readonly byte[] _key = Encoding.UTF8.GetBytes(key);

    /// <summary>The cursor of the next part of a list with its filter; null at the end. A cursor is valid for one list only.</summary>
    public string? Write(long? position, string list) => position is { } start ? Base64Url.EncodeToString(Sign(start, list)) : null;

    /// <summary>
    /// The position; null for the first part. Throws <see cref="ProblemException"/> for a cursor of another list, or a changed one.
    /// </summary>
    public long? Read(string? text, string list)
    {
        if (text is null)
            return null;
        Span<byte> cursor = stackalloc byte[PositionBytes + MacBytes];
        if (text.Length == Base64Url.GetEncodedLength(cursor.Length) && Base64Url.TryDecodeFromChars(text, cursor, out var n) && n == cursor.Length)
        {
            var position = BinaryPrimitives.ReadInt64BigEndian(cursor);
            if (CryptographicOperations.FixedTimeEquals(cursor, Sign(position, list)))
                return position;
        }

        throw new ProblemException(ProblemCodes.CursorInvalid, "Send 'next' of the same list and filter as 'cursor', unchanged.", Page.CursorName);
    }

    private byte[] Sign(long position, string list)
    {
        var signed = new byte[PositionBytes + Encoding.UTF8.GetByteCount(list)];
        BinaryPrimitives.WriteInt64BigEndian(signed, position);
        Encoding.UTF8.GetBytes(list, signed.AsSpan(PositionBytes));
        return [.. signed.AsSpan(0, PositionBytes), .. HMACSHA256.HashData(_key, signed).AsSpan(0, MacBytes)];
    }
}

using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace OrleansMicro.Http;

/// <summary>Opaque, signed positions in a list: 8 bytes of position and 10 of HMAC-SHA256 over position and list, in base64url.</summary>
internal sealed class Cursors(string key)
{
    private const int PositionBytes = 8;
    private const int MacBytes = 10;
    private const int MaxListLength = 256;
    private readonly byte[] _key = Encoding.UTF8.GetBytes(key);

    public string Write(long position, string list)
    {
        Span<byte> cursor = stackalloc byte[PositionBytes + MacBytes];
        BinaryPrimitives.WriteInt64BigEndian(cursor, position);
        Sign(cursor[..PositionBytes], list, cursor[PositionBytes..]);
        return Base64Url.EncodeToString(cursor);
    }

    /// <summary>The position; <see cref="ProblemException"/> for anything that <see cref="Write"/> did not make for this list.</summary>
    public long Read(string text, string list)
    {
        Span<byte> cursor = stackalloc byte[PositionBytes + MacBytes];
        Span<byte> mac = stackalloc byte[MacBytes];
        if (text.Length == Base64Url.GetEncodedLength(cursor.Length)
            && Base64Url.TryDecodeFromChars(text, cursor, out var length) && length == cursor.Length)
        {
            Sign(cursor[..PositionBytes], list, mac);
            if (CryptographicOperations.FixedTimeEquals(mac, cursor[PositionBytes..]))
                return BinaryPrimitives.ReadInt64BigEndian(cursor);
        }

        throw new ProblemException(ProblemCodes.CursorInvalid, "Take 'cursor' unchanged from 'next' of the same list, with the same filter.", "cursor");
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

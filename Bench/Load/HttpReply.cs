using System.Buffers.Text;
using System.Text;

namespace OrleansMicro.Bench.Load;

/// <summary>
/// A reply of HTTP/1.1 in a receive buffer. Understands what Kestrel sends: a length or chunks. It exists because the load generator shares
/// two cores with the server, and HttpClient costs several times as much CPU per request.
/// </summary>
/// <param name="Status">The status code.</param>
/// <param name="BodyStart">Where the body begins in the buffer.</param>
/// <param name="BodyLength">Its length, chunk framing taken out.</param>
/// <param name="Closes">Whether the server closes the connection after it.</param>
internal readonly record struct HttpReply(int Status, int BodyStart, int BodyLength, bool Closes)
{
    /// <summary>
    /// Reads a reply if all of it has been received; takes the chunk framing out of the body in place. Throws <see cref="IOException"/> for
    /// what is not HTTP.
    /// </summary>
    public static bool TryRead(Span<byte> received, out HttpReply reply)
    {
        reply = default;
        var headersEnd = received.IndexOf("\r\n\r\n"u8);
        if (headersEnd < 0) return false;
        var head = received[..headersEnd];
        if (!head.StartsWith("HTTP/1.1 "u8) || !Utf8Parser.TryParse(head[9..], out int status, out _))
            throw new IOException("The server does not speak HTTP/1.1.");

        var bodyStart = headersEnd + 4;
        var closes = Header(head, "\r\nconnection: "u8).StartsWith("close"u8);
        if (Header(head, "\r\ntransfer-encoding: "u8).StartsWith("chunked"u8))
        {
            if (!IsWhole(received[bodyStart..])) return false;
            reply = new HttpReply(status, bodyStart, Unchunk(received[bodyStart..]), closes);
            return true;
        }

        if (!Utf8Parser.TryParse(Header(head, "\r\ncontent-length: "u8), out int length, out _)) throw new IOException("A reply has no length.");
        reply = new HttpReply(status, bodyStart, length, closes);
        return received.Length >= bodyStart + length;
    }

    /// <summary>The value of a header, up to the end of the head; empty: it is not there. The name begins with the line break before it.</summary>
    private static ReadOnlySpan<byte> Header(ReadOnlySpan<byte> head, ReadOnlySpan<byte> name)
    {
        for (var at = head.IndexOf("\r\n"u8); at >= 0;)
        {
            var line = head[at..];
            if (line.Length >= name.Length && Ascii.EqualsIgnoreCase(line[..name.Length], name)) return line[name.Length..];
            var next = line[2..].IndexOf("\r\n"u8);
            at = next < 0 ? -1 : at + 2 + next;
        }

        return default;
    }

    private static bool IsWhole(ReadOnlySpan<byte> body)
    {
        while (TryReadChunkSize(body, out var size, out var dataStart))
        {
            if (body.Length < dataStart + size + 2) return false;
            if (size == 0) return true;
            body = body[(dataStart + size + 2)..];
        }

        return false;
    }

    // Moves the data of all chunks together; gives their length.
    private static int Unchunk(Span<byte> body)
    {
        var (read, written) = (0, 0);
        while (TryReadChunkSize(body[read..], out var size, out var dataStart) && size > 0)
        {
            body.Slice(read + dataStart, size).CopyTo(body[written..]);
            written += size;
            read += dataStart + size + 2;
        }

        return written;
    }

    private static bool TryReadChunkSize(ReadOnlySpan<byte> body, out int size, out int dataStart)
    {
        (size, dataStart) = (0, 0);
        var lineEnd = body.IndexOf("\r\n"u8);
        if (lineEnd < 0) return false;
        if (!Utf8Parser.TryParse(body[..lineEnd], out size, out _, 'x') || size < 0) throw new IOException("A chunk has no size.");
        dataStart = lineEnd + 2;
        return true;
    }
}

using System.Net.Sockets;

namespace OrleansMicro.Bench.Load;

/// <summary>
/// One keep-alive connection of one thread: a blocking send, a blocking receive, no allocation per request. See <see cref="HttpReply"/>.
/// </summary>
internal sealed class LeanConnection(Uri server) : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(40);

    private byte[] _buffer = new byte[32 * 1024];
    private Socket? _socket;

    /// <summary>Sends a request and reads its reply; <paramref name="body"/> is valid until the next call.</summary>
    public int Exchange(ReadOnlySpan<byte> request, out ReadOnlySpan<byte> body)
    {
        var socket = _socket ??= Connect();
        try
        {
            for (var sent = 0; sent < request.Length;) sent += socket.Send(request[sent..]);
            var reply = Receive(socket);
            body = _buffer.AsSpan(reply.BodyStart, reply.BodyLength);
            if (reply.Closes) Drop();
            return reply.Status;
        }
        catch
        {
            // Half a reply may be in the buffer: the next request needs a new connection.
            Drop();
            throw;
        }
    }

    public void Dispose() => Drop();

    private HttpReply Receive(Socket socket)
    {
        var received = 0;
        while (true)
        {
            if (received == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
            var count = socket.Receive(_buffer.AsSpan(received));
            if (count == 0) throw new IOException("The server closed the connection.");
            received += count;
            if (HttpReply.TryRead(_buffer.AsSpan(0, received), out var reply)) return reply;
        }
    }

    private Socket Connect()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
            ReceiveTimeout = (int)Timeout.TotalMilliseconds,
            SendTimeout = (int)Timeout.TotalMilliseconds,
        };
        try
        {
            socket.Connect(server.DnsSafeHost, server.Port);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private void Drop()
    {
        _socket?.Dispose();
        _socket = null;
    }
}

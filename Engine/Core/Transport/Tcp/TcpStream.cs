using System.Net;
using System.Net.Sockets;

namespace Orleans.Runtime.Tcp;

/// <summary>A socket and the stream over it, which encrypts if TLS is used.</summary>
internal sealed class TcpStream(Socket socket) : IDisposable
{
    /// <summary>What is read and written.</summary>
    public Stream Stream { get; private set; } = new NetworkStream(socket, ownsSocket: true);

    /// <summary>The other end.</summary>
    public EndPoint? RemoteEndPoint { get; } = socket.RemoteEndPoint;

    /// <summary>This end.</summary>
    public EndPoint? LocalEndPoint { get; } = socket.LocalEndPoint;

    /// <summary>Connects.</summary>
    public static async Task<TcpStream> ConnectAsync(IPEndPoint endpoint, CancellationToken cancellationToken)
    {
        var socket = NewSocket(endpoint);
        try
        {
            await socket.ConnectAsync(endpoint, cancellationToken);
            return new TcpStream(socket);
        }
        catch (Exception)
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>A socket that sends at once: batches are made before.</summary>
    public static Socket NewSocket(IPEndPoint endpoint) =>
        new(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    /// <summary>Puts a stream around the stream.</summary>
    public void Wrap(Stream outer) => Stream = outer;

    /// <summary>Tells the other end that nothing more will come.</summary>
    public void EndSending()
    {
        try
        {
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It is closed already, which says the same.
            Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stream.Dispose();
        socket.Dispose();
    }
}

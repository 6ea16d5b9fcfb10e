using System.Net;
using System.Net.Sockets;

namespace Orleans.Runtime.Tcp;

/// <summary>Takes connections on one port: those of silos or those of clients.</summary>
internal sealed class Listener : IDisposable
{
    private const int Backlog = 512;
    private static readonly TimeSpan PauseAfterError = TimeSpan.FromMilliseconds(100);

    private readonly Socket _socket;
    private readonly HandshakeSlots _slots;
    private readonly TcpTransportSettings _settings;
    private readonly Func<TcpStream, bool, CancellationToken, Task> _greet;
    private volatile bool _isClosed;

    /// <summary>Binds the port.</summary>
    /// <param name="endpoint">What to listen on.</param>
    /// <param name="setting">The setting that the endpoint comes from, for the error.</param>
    /// <param name="isGateway">Whether clients connect here, not silos.</param>
    /// <param name="settings">Limits.</param>
    /// <param name="greet">Deals with a connection; ends once it is greeted or refused.</param>
    /// <exception cref="OrleansConfigurationException">The endpoint can't be listened on.</exception>
    public Listener(IPEndPoint endpoint, string setting, bool isGateway, TcpTransportSettings settings, Func<TcpStream, bool, CancellationToken, Task> greet)
    {
        IsGateway = isGateway;
        _settings = settings;
        _greet = greet;
        _slots = new HandshakeSlots(settings.Options.MaxHandshakes);
        _socket = TcpStream.NewSocket(endpoint);
        try
        {
            _socket.Bind(endpoint);
            _socket.Listen(Backlog);
        }
        catch (SocketException exception)
        {
            _socket.Dispose();
            throw new OrleansConfigurationException($"The silo can't listen on {endpoint} ({setting}): {exception.Message}.", exception);
        }

        _ = AcceptAsync();
    }

    /// <summary>Whether clients connect here, not silos.</summary>
    public bool IsGateway { get; }

    /// <summary>How many connections are greeting now.</summary>
    public int HandshakeCount => _slots.Count;

    /// <inheritdoc/>
    public void Dispose()
    {
        _isClosed = true;
        _socket.Dispose();
        _slots.Clear();
    }

    private async Task AcceptAsync()
    {
        while (!_isClosed)
        {
            try
            {
                var socket = await _socket.AcceptAsync();
                socket.NoDelay = true;
                _ = GreetAsync(socket);
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // Out of file descriptors, or the other has gone already. Only closing ends the loop.
                if (!_isClosed)
                    await Task.Delay(PauseAfterError, _settings.Time);
            }
        }
    }

    private async Task GreetAsync(Socket socket)
    {
        // The socket can be closed by its place being taken, even before the stream is made.
        var place = _slots.Enter(socket);
        using var limit = new CancellationTokenSource(_settings.Options.HandshakeTimeout, _settings.Time);
        try
        {
            await _greet(new TcpStream(socket), IsGateway, limit.Token);
        }
        catch (Exception exception)
        {
            socket.Dispose();
            TcpLog.GreetingFailed(_settings.Logger, exception.Message);
        }
        finally
        {
            _slots.Leave(place);
        }
    }
}

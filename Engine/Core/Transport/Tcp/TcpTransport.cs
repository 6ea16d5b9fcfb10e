using System.Collections.Concurrent;
using System.Net;

namespace Orleans.Runtime.Tcp;

/// <summary>Carries frames over TCP: one connection per pair of processes, made when it is first needed.</summary>
internal sealed partial class TcpTransport : ITransport, IDisposable
{
    private const long IdleMilliseconds = 60_000;

    private readonly TcpTransportSettings _settings;
    private readonly TcpTransportOptions _options;
    private readonly Greeter _greeter;
    private readonly ConcurrentDictionary<SiloAddress, PeerLink> _links = new();
    private readonly List<Listener> _listeners = [];
    private readonly CancellationTokenSource _closed = new();
    private readonly long _start;
    private readonly ITransport _loopback = new InMemoryNetwork().CreateTransport();
    private readonly ClientGateways? _gateways;
    private ITimer? _timer;
    private int _isBeating;
    private volatile bool _isLeaving;

    /// <summary>Creates the transport; nothing is opened yet.</summary>
    public TcpTransport(TcpTransportSettings settings)
    {
        _settings = settings;
        _options = settings.Options;
        _greeter = new Greeter(settings);
        _start = settings.Time.GetTimestamp();
        if (settings.SiloEndpoint is null)
            _gateways = new ClientGateways(this, settings);
    }

    /// <summary>The silo or client of this process.</summary>
    public SiloAddress Local { get; private set; } = SiloAddress.Zero;

    /// <summary>Takes what arrives.</summary>
    public ITransportSink Sink { get; private set; } = null!;

    /// <summary>Milliseconds since the transport was made.</summary>
    public long Now => (long)_settings.Time.GetElapsedTime(_start).TotalMilliseconds;

    /// <summary>How long a greeting may take.</summary>
    public long HandshakeMilliseconds => (long)_options.HandshakeTimeout.TotalMilliseconds;

    /// <summary>The links there are, with and without a connection.</summary>
    public IEnumerable<PeerLink> Links => _links.Values;

    /// <inheritdoc/>
    public int Connections => _links.Values.Count(static link => link.IsConnected);

    /// <summary>How many connections are greeting now.</summary>
    public int HandshakeCount => _listeners.Sum(static listener => listener.HandshakeCount);

    /// <inheritdoc/>
    public void Open(SiloAddress local, ITransportSink sink)
    {
        Local = local;
        Sink = sink;
        _loopback.Open(local, sink);
        if (_settings.SiloEndpoint is { } silos)
            Listen(silos, "EndpointOptions.SiloPort", isGateway: false);
        if (_settings.GatewayEndpoint is { } clients)
        {
            Listen(clients, "EndpointOptions.GatewayPort", isGateway: true);
            _settings.Membership.Changed += SendView;
        }

        _gateways?.Open();
        using (ExecutionContext.SuppressFlow())
            _timer = _settings.Time.CreateTimer(static state => ((TcpTransport)state!).Beat(), this, _options.HeartbeatPeriod, _options.HeartbeatPeriod);
    }

    /// <inheritdoc/>
    public Task ConnectAsync(CancellationToken cancellationToken) => _gateways?.ConnectAsync(cancellationToken) ?? Task.CompletedTask;

    /// <inheritdoc/>
    public SendResult TrySend(SiloAddress target, ReadOnlySpan<byte> frame)
    {
        while (true)
        {
            if (!_links.TryGetValue(target, out var link))
            {
                if (target.Equals(Local))
                    return _loopback.TrySend(target, frame);
                if (!MayDial(target))
                    return SendResult.Unreachable;
                link = LinkTo(target);
            }

            var result = link.Send(FrameKind.Message, frame, out var isRemoved);
            if (!isRemoved)
                return result;
        }
    }

    /// <inheritdoc/>
    public bool IsConnected(SiloAddress target) => _links.TryGetValue(target, out var link) && link.IsConnected;

    /// <inheritdoc/>
    public SiloAddress? DetourTo(SiloAddress target) => _gateways?.DetourTo(target);

    /// <inheritdoc/>
    public void Disconnect(SiloAddress peer, string reason)
    {
        if (_links.TryGetValue(peer, out var link))
            link.Connection?.Close(reason);
    }

    /// <inheritdoc/>
    public async Task LeaveAsync(CancellationToken cancellationToken)
    {
        _isLeaving = true;
        var connections = _links.Values.Select(static link => link.Connection).OfType<TcpConnection>().ToArray();
        foreach (var connection in connections)
            connection.SayGoodbye();
        try
        {
            await Task.WhenAll(connections.Select(static connection => connection.Ended))
                .WaitAsync(_options.LeaveTimeout, _settings.Time, cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            // Whoever is left finds its connection closed.
            TcpLog.LeftWithout(_settings.Logger, Local, connections.Count(static connection => !connection.Ended.IsCompleted));
        }
    }

    /// <inheritdoc/>
    public void Close()
    {
        if (_closed.IsCancellationRequested)
            return;
        _closed.Cancel();
        _timer?.Dispose();
        _settings.Membership.Changed -= SendView;
        _gateways?.Close();
        foreach (var listener in _listeners)
            listener.Dispose();
        foreach (var link in _links.Values)
            link.Connection?.Close("this process has closed it");
        _loopback.Close();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        _closed.Dispose();
    }

    /// <summary>The link with a peer.</summary>
    public PeerLink LinkTo(SiloAddress peer) => _links.GetOrAdd(peer, static (peer, transport) => new PeerLink(peer, transport), this);

    /// <summary>Whether this process may connect to a peer.</summary>
    public bool MayDial(SiloAddress peer) => !peer.IsClient && !_closed.IsCancellationRequested && EndpointOf(peer) is not null;

    /// <summary>Room for what waits to be sent to one peer.</summary>
    public Outbox NewOutbox() => new(_options.MaxQueuedBytes, _settings.MaxFrameBytes);

    /// <summary>A connection for a link.</summary>
    public TcpConnection NewConnection(TcpStream stream, PeerLink link, Outbox outbox) =>
        new(stream, link, outbox, _options, _settings.MaxFrameBytes);

    /// <summary>How long to wait, in milliseconds, after so many failures in a row: longer each time, and not all at the same moment.</summary>
    public long RetryDelay(int failures)
    {
        if (failures == 0)
            return 0;
        var delay = Math.Min(
            _options.FirstRetryDelay.TotalMilliseconds * Math.Pow(2, Math.Min(failures, 16) - 1), _options.MaxRetryDelay.TotalMilliseconds);
        return (long)(delay * (0.5 + (Random.Shared.NextDouble() / 2)));
    }

    private IPEndPoint? EndpointOf(SiloAddress silo)
    {
        if (_gateways is null)
            return silo.Endpoint;
        return _settings.Membership.Current.Members.TryGetValue(silo, out var member) && member.GatewayPort > 0
            ? new IPEndPoint(silo.Endpoint.Address, member.GatewayPort)
            : null;
    }

    private void Beat()
    {
        if (Interlocked.Exchange(ref _isBeating, 1) != 0)
            return;
        try
        {
            foreach (var link in _links.Values)
            {
                if (link.OnHeartbeat(IdleMilliseconds))
                    _links.TryRemove(KeyValuePair.Create(link.Peer, link));
            }

            _gateways?.OnHeartbeat();
        }
        catch (Exception exception)
        {
            TcpLog.UpkeepFailed(_settings.Logger, exception);
        }
        finally
        {
            Volatile.Write(ref _isBeating, 0);
        }
    }
}

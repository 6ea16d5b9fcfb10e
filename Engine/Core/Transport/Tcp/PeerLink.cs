namespace Orleans.Runtime.Tcp;

/// <summary>
/// What a process has with one peer: nothing, an attempt to connect, or a connection. Frames that are sent during an attempt wait in the
/// outbox that the connection then takes over.
/// </summary>
internal sealed class PeerLink(SiloAddress peer, TcpTransport transport)
{
    private readonly Lock _lock = new();
    private volatile Outbox? _outbox;
    private TcpConnection? _connection;
    private volatile State _state;
    private bool _hasDialed;
    private bool _hasLeft;
    private int _attempt;
    private int _failures;
    private long _due;

    private enum State
    {
        Idle,
        Dialing,
        Accepting,

        // The peer's own attempt is to be used, which will arrive any moment.
        Crossed,
        Connected,

        // The peer leaves: it still answers, and wants nothing.
        Leaving,

        // The runtime is being told that the connection is lost. A new one must wait, lest its calls be taken for lost as well.
        Lost,
        Removed,
    }

    /// <summary>The silo or client at the other end.</summary>
    public SiloAddress Peer => peer;

    /// <summary>Whether frames go out now.</summary>
    public bool IsConnected => _state == State.Connected;

    /// <summary>The connection, if there is one.</summary>
    public TcpConnection? Connection => Volatile.Read(ref _connection);

    /// <summary>Sends a frame, connecting first if need be.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="content">What it says.</param>
    /// <param name="isRemoved">True if this link is no longer used and the next one must be asked.</param>
    public SendResult Send(FrameKind kind, ReadOnlySpan<byte> content, out bool isRemoved)
    {
        isRemoved = false;
        if (_outbox is { } outbox && outbox.Append(kind, content) is var result and not SendResult.Unreachable)
            return result;
        if (TryDial())
            return _outbox?.Append(kind, content) ?? SendResult.Unreachable;
        isRemoved = _state == State.Removed;
        return SendResult.Unreachable;
    }

    /// <summary>Sees to it that there is a connection or an attempt at one; false if it is too early after the last attempt.</summary>
    public bool TryDial()
    {
        int attempt;
        lock (_lock)
        {
            if (_state is State.Dialing or State.Accepting or State.Crossed or State.Connected)
                return true;
            if (_state != State.Idle || _hasLeft || transport.Now < _due || !transport.MayDial(peer))
                return false;
            attempt = Begin(State.Dialing);
        }

        // Not on the scheduler of the grain whose call it happens to be: all that the connection ever reads would be its turns.
        ThreadPool.UnsafeQueueUserWorkItem(
            static dial => _ = dial.Transport.DialAsync(dial.Link, dial.Attempt), (Transport: transport, Link: this, Attempt: attempt), preferLocal: false);
        return true;
    }

    /// <summary>
    /// Asks for room for a connection that the peer has made. Of two that connect to each other at the same time, the connection that the
    /// lower address makes is used; the other's may also arrive a little late. Should the peer have lost the first one, it soon ends here too.
    /// </summary>
    /// <returns>The number of the attempt; null if this process' own connection is to be used.</returns>
    public async Task<int?> TryAcceptAsync()
    {
        while (true)
        {
            TcpConnection? old;
            lock (_lock)
            {
                if (transport.Local < peer && (_state == State.Dialing || (_state == State.Connected && _hasDialed)))
                    return null;
                old = _connection;
                if (old is null && _state is not (State.Lost or State.Removed))
                    return Begin(State.Accepting);
            }

            // The peer would not connect if it still had the old connection.
            if (old is null)
            {
                await Task.Yield();
                if (_state == State.Removed)
                    return null;
                continue;
            }

            old.Close("the peer has connected anew");
            await old.Ended;
        }
    }

    /// <summary>The attempt has led to a connection.</summary>
    public void OnOpened(int attempt, TcpStream stream)
    {
        TcpConnection connection;
        lock (_lock)
        {
            if (_attempt != attempt || _state is not (State.Dialing or State.Accepting))
            {
                stream.Dispose();
                return;
            }

            _hasDialed = _state == State.Dialing;
            _connection = connection = transport.NewConnection(stream, this, _outbox!);
            _state = State.Connected;
        }

        transport.OnConnected(this, stream);
        _ = connection.RunAsync();
    }

    /// <summary>The attempt met one of the peer, which is used instead.</summary>
    public void OnCrossed(int attempt)
    {
        lock (_lock)
        {
            if (_attempt == attempt && _state == State.Dialing)
            {
                _state = State.Crossed;
                _due = transport.Now + transport.HandshakeMilliseconds;
            }
        }
    }

    /// <summary>The attempt has failed: what waited for it is lost.</summary>
    public void OnFailed(int attempt)
    {
        lock (_lock)
        {
            if (_attempt != attempt || _state is not (State.Dialing or State.Accepting or State.Crossed))
                return;
            _failures++;
            End();
        }

        TellLost();
    }

    /// <summary>The connection has ended.</summary>
    public void OnEnded(TcpConnection connection)
    {
        lock (_lock)
        {
            if (_connection != connection)
                return;
            _failures = 0;
            End();
        }

        transport.OnDisconnected(this, connection.CloseReason);
        TellLost();
    }

    /// <summary>The peer wants no more frames. Its next life has another address, so that this link is of no more use.</summary>
    public void OnGoodbye(TcpConnection connection)
    {
        lock (_lock)
        {
            if (_connection != connection)
                return;
            _hasLeft = true;
            _state = State.Leaving;
            _outbox = null;
        }
    }

    /// <summary>Takes a message of the peer.</summary>
    public void OnMessage(ReadOnlySpan<byte> message) => transport.Sink.OnFrame(peer, message);

    /// <summary>Takes the peer's view of the cluster.</summary>
    public void OnView(ReadOnlySpan<byte> view) => transport.OnView(peer, view);

    /// <summary>Looks after attempts that came to nothing; true if the link has been idle for long and was removed.</summary>
    public bool OnHeartbeat(long idleMilliseconds)
    {
        _connection?.OnHeartbeat();
        int attempt;
        lock (_lock)
        {
            if (_state == State.Idle && transport.Now > _due + idleMilliseconds)
            {
                _state = State.Removed;
                return true;
            }

            if (_state != State.Crossed || transport.Now < _due)
                return false;
            attempt = _attempt;
        }

        OnFailed(attempt);
        return false;
    }

    private int Begin(State state)
    {
        _outbox ??= transport.NewOutbox();
        _state = state;
        return ++_attempt;
    }

    private void End()
    {
        _outbox?.Close();
        _outbox = null;
        _connection = null;
        _state = State.Lost;
        _due = transport.Now + transport.RetryDelay(_failures);
    }

    private void TellLost()
    {
        transport.Sink.OnLost(peer);
        lock (_lock)
            _state = State.Idle;
    }
}

using Orleans.Runtime.Messaging;

namespace Orleans.Runtime.Tcp;

/// <summary>Keeps a client connected with all silos that take clients, so that calls go straight to where the grain is.</summary>
internal sealed class ClientGateways(TcpTransport transport, TcpTransportSettings settings)
{
    private readonly IClientConnectionRetryFilter _retry = settings.RetryFilter ?? new LinearBackoffClientConnectionRetryFilter(settings.Time);
    private TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile SiloAddress[] _reachable = [];
    private Task _search = Task.CompletedTask;
    private uint _next;
    private int _searches;
    private long _searchDue;

    /// <summary>Starts to follow the membership.</summary>
    public void Open()
    {
        settings.Membership.Changed += OnMembershipChanged;
        OnMembershipChanged(settings.Membership.Current);
    }

    /// <summary>Stops to follow the membership.</summary>
    public void Close() => settings.Membership.Changed -= OnMembershipChanged;

    /// <summary>Completes when a silo is reached and, where silos tell it, the membership is known.</summary>
    /// <exception cref="ConnectionFailedException">No silo could be reached, and the retry filter gave up.</exception>
    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        while (!IsReady)
        {
            var failure = await TryConnectAsync(cancellationToken);
            if (failure is null || IsReady)
                continue;
            if (!await _retry.ShouldRetryConnectionAttempt(failure, cancellationToken))
                throw failure;
        }
    }

    /// <summary>A silo, other than the target, that can pass something on.</summary>
    public SiloAddress? DetourTo(SiloAddress target)
    {
        var silos = _reachable;
        for (var i = 0; i < silos.Length; i++)
        {
            var silo = silos[Interlocked.Increment(ref _next) % (uint)silos.Length];
            if (!silo.Equals(target))
                return silo;
        }

        return null;
    }

    /// <summary>A connection was made.</summary>
    public void OnConnected()
    {
        LookAround();
        _connected.TrySetResult();
    }

    /// <summary>A connection was lost.</summary>
    public void OnDisconnected()
    {
        if (_connected.Task.IsCompleted)
            _connected = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        LookAround();
    }

    /// <summary>Connects anew what was lost.</summary>
    public void OnHeartbeat()
    {
        OnMembershipChanged(settings.Membership.Current);
        LookAround();
        if (_reachable.Length > 0)
            _searches = 0;
        else if (_search.IsCompleted && transport.Now >= _searchDue)
            _search = SearchAgainAsync();
    }

    private bool IsReady => _reachable.Length > 0 && settings.Membership.Current.Owners.Length > 0;

    private void LookAround() =>
        _reachable = [.. transport.Links.Where(static link => link.IsConnected).Select(static link => link.Peer).Order()];

    private void OnMembershipChanged(MembershipView view)
    {
        foreach (var member in view.Members.Values)
        {
            if (member.Status == SiloStatus.Active && member.GatewayPort > 0)
                transport.LinkTo(member.Address).TryDial();
        }
    }

    private async Task<Exception?> TryConnectAsync(CancellationToken cancellationToken)
    {
        OnMembershipChanged(settings.Membership.Current);
        var found = settings.StaticGateways.Length == 0 ? null : await SearchAsync(cancellationToken);
        if (!IsReady)
        {
            // A connection may be under way, or the first view over it.
            await Task.WhenAny(WaitUntilReadyAsync(cancellationToken), Task.Delay(settings.Options.HandshakeTimeout, settings.Time, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }

        if (IsReady)
            return null;
        var reason = found ?? (settings.Membership.Current.Active.Length == 0 ? "no silo is active" : "no silo answers");
        return new ConnectionFailedException($"The client can't reach cluster '{settings.ClusterId}' of service '{settings.ServiceId}': {reason}.");
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        var known = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void OnChanged(MembershipView view)
        {
            if (view.Owners.Length > 0)
                known.TrySetResult();
        }

        settings.Membership.Changed += OnChanged;
        OnChanged(settings.Membership.Current);
        try
        {
            await Task.WhenAll(known.Task, _connected.Task).WaitAsync(settings.Options.HandshakeTimeout, settings.Time, cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            // The caller looks itself.
        }
        finally
        {
            settings.Membership.Changed -= OnChanged;
        }
    }

    private async Task SearchAgainAsync()
    {
        await SearchAsync(CancellationToken.None);
        _searchDue = transport.Now + transport.RetryDelay(++_searches);
    }

    private async Task<string?> SearchAsync(CancellationToken cancellationToken)
    {
        var endpoints = settings.StaticGateways.ToArray();
        Random.Shared.Shuffle(endpoints);
        string? failure = null;
        foreach (var endpoint in endpoints)
        {
            if (_reachable.Length > 0)
                return null;
            failure = await transport.DialGatewayAsync(endpoint, cancellationToken);
        }

        return failure;
    }
}

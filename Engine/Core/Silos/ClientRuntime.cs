using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace Orleans.Runtime;

/// <summary>The heart of a client: sends every call to the silo that owns the grain.</summary>
internal sealed partial class ClientRuntime : CallSender
{
    private readonly IMembership _membership;
    private readonly ILogger _logger;
    private readonly Lock _viewLock = new();
    private MembershipView _view = MembershipView.Empty;
    private volatile bool _isStopped = true;

    /// <summary>Creates the runtime.</summary>
    public ClientRuntime(
        ClientMessagingOptions options,
        CoarseClock clock,
        RemoteCalls remote,
        IMembership membership,
        Func<IOutgoingGrainCallFilter[]> filters,
        ILogger<ClientRuntime> logger)
        : base(options, clock, remote, filters)
    {
        _membership = membership;
        _logger = logger;
    }

    /// <summary>Starts to send and take messages.</summary>
    public void Open(SiloAddress address)
    {
        Remote.Open(address, OnFrame);
        _membership.Changed += OnMembershipChanged;
        OnMembershipChanged(_membership.Current);
        _isStopped = false;
    }

    /// <summary>Completes when the cluster is reached.</summary>
    public Task ConnectAsync(CancellationToken cancellationToken) => Remote.ConnectAsync(cancellationToken);

    /// <summary>Stops: calls that still wait are failed.</summary>
    public void Close()
    {
        _isStopped = true;
        _membership.Changed -= OnMembershipChanged;
        StopSweeping();
        Remote.Close();
        foreach (var request in Remote.TakeAll())
        {
            request.CancellationWatch?.Dispose();
            request.FinishFailed(new SiloUnavailableException($"The client has stopped and can't send the request: {request}."));
        }
    }

    /// <inheritdoc/>
    protected override void Dispatch(GrainReference reference, RequestBase request)
    {
        if (_isStopped)
        {
            request.CancellationWatch?.Dispose();
            request.FinishFailed(new OrleansMessageRejectionException("The client is not connected."));
            return;
        }

        var grainId = reference.GrainId;
        var owner = SiloControl.IsOne(grainId)
            ? SiloControl.SiloOf(grainId)
            : RendezvousPlacement.OwnerOf(grainId, _membership.Current.Owners);
        if (owner is null)
        {
            request.CancellationWatch?.Dispose();
            request.FinishFailed(new SiloUnavailableException($"No silo is available for message: {request}."));
            return;
        }

        Remote.Send(request, owner);
    }

    private void OnMembershipChanged(MembershipView view)
    {
        MembershipView before;
        lock (_viewLock)
        {
            // Notifications of two changes may meet on two threads.
            before = _view;
            if (view.Version < before.Version)
                return;
            _view = view;
        }

        foreach (var member in view.Members.Values)
        {
            // A view in which it was about to leave may have been skipped.
            var was = before.StatusOf(member.Address);
            if (member.Status == SiloStatus.Dead && was != SiloStatus.Dead)
                Remote.OnSiloGone(member.Address, hasLeftInOrder: was is SiloStatus.Active or SiloStatus.ShuttingDown);
        }
    }

    private void OnFrame(SiloAddress from, ReadOnlySpan<byte> frame)
    {
        try
        {
            var reader = Remote.ReaderOf(frame);
            var (kind, callId) = MessageFormat.ReadStart(ref reader);
            switch (kind)
            {
                case MessageKind.Response:
                    Remote.OnResponse(ref reader, callId);
                    break;
                case MessageKind.Forwarded:
                    Remote.OnForwarded(from, callId, SiloAddress.FromParsableString(reader.ReadText()));
                    break;
                default:
                    LogUnexpectedMessage(_logger, kind);
                    break;
            }
        }
        catch (Exception exception)
        {
            LogUnreadableMessage(_logger, exception);
        }
    }

    [LoggerMessage(EventId = 1101, Level = LogLevel.Warning, Message = "A message could not be read and was dropped.")]
    private static partial void LogUnreadableMessage(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 1102, Level = LogLevel.Warning, Message = "A client got a message of kind {Kind}, which it doesn't take.")]
    private static partial void LogUnexpectedMessage(ILogger logger, MessageKind kind);
}

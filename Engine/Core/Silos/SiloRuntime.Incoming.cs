using System.Collections.Concurrent;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <content>Messages that arrive.</content>
internal sealed partial class SiloRuntime
{
    private readonly ConcurrentDictionary<(SiloAddress Sender, long CallId), RequestBase> _cancellable = new();

    /// <summary>How many requests of other silos and of clients run or wait here.</summary>
    public int IncomingRequests => _parts.Overload.Count;

    /// <summary>Asks the other silos and clients to send nothing more and takes what they have sent.</summary>
    public Task LeaveAsync(CancellationToken cancellationToken) => Remote.LeaveAsync(cancellationToken);

    private void OnFrame(SiloAddress from, ReadOnlySpan<byte> frame)
    {
        if (_isKilled)
            return;
        try
        {
            var reader = Remote.ReaderOf(frame);
            var (kind, callId) = MessageFormat.ReadStart(ref reader);
            switch (kind)
            {
                case MessageKind.Request:
                    OnRequest(ref reader, from, callId);
                    break;
                case MessageKind.Response:
                    Remote.OnResponse(ref reader, callId);
                    break;
                case MessageKind.Cancel:
                    OnCancel(SiloAddress.FromParsableString(reader.ReadText()), callId);
                    break;
                case MessageKind.Forwarded:
                    Remote.OnForwarded(from, callId, SiloAddress.FromParsableString(reader.ReadText()));
                    break;
                case MessageKind.Relay:
                    Remote.Relay(SiloAddress.FromParsableString(reader.ReadText()), reader.ReadRaw(reader.Remaining));
                    break;
                default:
                    LogUnknownMessage(_logger, (byte)kind);
                    break;
            }
        }
        catch (Exception exception)
        {
            LogUnreadableMessage(_logger, exception);
        }
    }

    private void OnRequest(ref MessageReader reader, SiloAddress from, long callId)
    {
        var (call, context, timeToLive) = MessageFormat.ReadEnvelope(ref reader, from, callId);
        if (_outlaws is { Count: > 0 } outlaws && (outlaws.Contains(call.Sender) || outlaws.Contains(from)))
        {
            // It may not know yet, and others have its grains and have gone on: what it asks for may have been done, and forgotten, long since.
            Remote.RespondFailed(call, new OrleansMessageRejectionException(
                $"The call to {call.TargetId} was not run: it came from or by way of a silo that has been declared dead."));
            return;
        }

        if (_parts.Overload.TryEnter(call) is { } refusal)
        {
            Statistics.NoteRefusal();
            Remote.RespondFailed(call, refusal);
            return;
        }

        RequestBase request;
        try
        {
            request = RequestFormat.Read(ref reader);
        }
        catch (Exception exception)
        {
            LogUnreadableMessage(_logger, exception);
            _parts.Overload.Leave();
            Remote.RespondFailed(call, exception);
            return;
        }

        request.IsCounted = true;
        request.Incoming = call;
        request.Context = context;
        request.Deadline = DeadlineOf(timeToLive);
        if (request.IsCancellable && callId != 0)
        {
            request.AcceptCancellation();
            _cancellable[(call.Sender, callId)] = request;
        }

        Route(request, null);
    }

    // A call that had no time left when it was passed on is over, and not alive again for the rest of this clock's beat: its caller has been
    // told that it took too long, and may have asked for something else since.
    private long DeadlineOf(long timeToLive) => timeToLive switch
    {
        0 => CallClock.Now - 1,
        > int.MaxValue => long.MaxValue,
        _ => CallClock.Now + timeToLive,
    };

    private void OnCancel(SiloAddress sender, long callId)
    {
        if (_cancellable.TryGetValue((sender, callId), out var request))
            request.TryCancel();
    }

    // It has run, or another silo has it, or it was refused: more than one of these may come to pass.
    private void Leave(RequestBase request)
    {
        if (!request.IsCounted)
            return;
        request.IsCounted = false;
        _parts.Overload.Leave();
        if (request.IsCancellable && request.Incoming is { } incoming)
            _cancellable.TryRemove((incoming.Sender, incoming.CallId), out _);
    }
}

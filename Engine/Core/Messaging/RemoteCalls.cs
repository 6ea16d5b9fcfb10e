using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Orleans.Serialization;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>The calls of one silo or client that wait for the answer of another silo.</summary>
internal sealed partial class RemoteCalls(ITransport transport, CoarseClock clock, SerializerContext serializer) : ITransportSink
{
    private const long MaxMillisecondsUnderWay = 1_000;

    private readonly ConcurrentDictionary<long, RequestBase> _waiting = new();
    private readonly ConcurrentQueue<(SiloAddress Silo, long Due)> _left = new();
    private MessageHandler _onMessage = static (_, _) => { };
    private SiloAddress _local = SiloAddress.Zero;
    private long _lastCallId;
    private long _sent;
    private long _received;

    /// <summary>Takes a message; its bytes are only valid during the call.</summary>
    public delegate void MessageHandler(SiloAddress from, ReadOnlySpan<byte> message);

    /// <summary>Messages sent so far.</summary>
    public long SentMessages => Interlocked.Read(ref _sent);

    /// <summary>Messages taken so far.</summary>
    public long ReceivedMessages => Interlocked.Read(ref _received);

    /// <summary>How many connections with silos and clients are open.</summary>
    public int Connections => transport.Connections;

    /// <summary>Opens the endpoint under the address.</summary>
    public void Open(SiloAddress local, MessageHandler onMessage)
    {
        _local = local;
        _onMessage = onMessage;
        transport.Open(local, this);
    }

    /// <summary>Completes when a client can reach its cluster.</summary>
    public Task ConnectAsync(CancellationToken cancellationToken) => transport.ConnectAsync(cancellationToken);

    /// <summary>Sends a call to another silo; it is failed at once if that can't be reached.</summary>
    public void Send(RequestBase request, SiloAddress target)
    {
        var callId = 0L;
        var timeToLive = long.MaxValue;
        if (!request.IsOneWay)
        {
            callId = Interlocked.Increment(ref _lastCallId);
            timeToLive = request.Deadline - clock.Now;
            request.CallId = callId;
            request.SentTo = target;
        }

        var writer = new MessageWriter();
        try
        {
            MessageFormat.WriteRequest(ref writer, request, sender: null, callId, timeToLive, forwardCount: 0);
            if (callId != 0)
                _waiting[callId] = request;
            var result = TrySend(target, writer.WrittenSpan);
            if (result == SendResult.Unreachable && transport.DetourTo(target) is { } other)
            {
                target = other;
                request.SentTo = callId != 0 ? other : null;
                result = TrySend(other, writer.WrittenSpan);
            }

            if (result != SendResult.Sent && TryTake(callId, out _))
                Fail(request, NotSent(result, request, target, writer.Position));
        }
        catch (Exception exception)
        {
            TryTake(callId, out _);
            Fail(request, exception);
        }
        finally
        {
            writer.Dispose();
        }
    }

    /// <summary>Takes an answer.</summary>
    public void OnResponse(ref MessageReader reader, long callId)
    {
        if (!TryTake(callId, out var request))
            return;
        Response response;
        try
        {
            response = request.ReadResponse(ref reader);
        }
        catch (Exception exception)
        {
            response = Response.FromException(exception);
        }

        End(request);
        request.Finish(response);
    }

    /// <summary>Stops waiting for a call that its caller has cancelled.</summary>
    public void Cancel(RequestBase request, bool wait)
    {
        if (request.SentTo is not { } target)
            return;
        var writer = new MessageWriter();
        MessageFormat.WriteCancel(ref writer, _local, request.CallId);
        TrySend(target, writer.WrittenSpan);
        writer.Dispose();
        if (!wait)
            TryTake(request.CallId, out _);
    }

    /// <summary>Takes the calls whose deadline is past.</summary>
    public List<RequestBase> TakeExpired(long now) => Take(request => request.Deadline < now);

    /// <summary>
    /// Fails the calls to a silo that is gone. One that has left in order has answered or passed on what it had; its last messages
    /// may still be under way, so that calls to it are failed a little later.
    /// </summary>
    public void OnSiloGone(SiloAddress silo, bool hasLeftInOrder)
    {
        if (hasLeftInOrder)
            _left.Enqueue((silo, clock.Now + MaxMillisecondsUnderWay));
        else
            GiveUp(silo);
    }

    /// <summary>Fails the calls to silos that have left in order a while ago.</summary>
    public void FailCallsToLeft(long now)
    {
        while (_left.TryPeek(out var left) && left.Due < now && _left.TryDequeue(out left))
            GiveUp(left.Silo);
    }

    /// <summary>Takes all calls.</summary>
    public List<RequestBase> TakeAll() => Take(static _ => true);

    /// <summary>Asks all peers to send nothing more and takes what they have sent.</summary>
    public Task LeaveAsync(CancellationToken cancellationToken) => transport.LeaveAsync(cancellationToken);

    /// <summary>Closes the endpoint.</summary>
    public void Close() => transport.Close();

    /// <inheritdoc/>
    public void OnFrame(SiloAddress from, ReadOnlySpan<byte> frame)
    {
        Interlocked.Increment(ref _received);
        _onMessage(from, frame);
    }

    /// <inheritdoc/>
    public void OnLost(SiloAddress peer)
    {
        foreach (var request in Take(request => peer.Equals(request.SentTo) || peer.Equals(request.SentVia)))
            Fail(request, Unreachable(request, peer));
    }

    /// <summary>A reader of a message.</summary>
    public MessageReader ReaderOf(ReadOnlySpan<byte> message) => new(message, serializer);

    private static Exception NotSent(SendResult result, RequestBase request, SiloAddress target, int size) => result switch
    {
        SendResult.Full => new LimitExceededException(
            $"Too many messages wait to be sent to {target}; message {request} was not accepted and may be sent again later."),
        SendResult.TooLarge => new OrleansMessageRejectionException($"Message {request} has {size} bytes, more than may be sent to {target}."),
        _ => Unreachable(request, target),
    };

    private static SiloUnavailableException Unreachable(RequestBase request, SiloAddress target) =>
        new($"The target silo {target} became unavailable for message: {request}.");

    private static void End(RequestBase request) => request.CancellationWatch?.Dispose();

    private static void Fail(RequestBase request, Exception exception)
    {
        End(request);
        request.FinishFailed(exception);
    }

    private void GiveUp(SiloAddress silo)
    {
        transport.Disconnect(silo, "the cluster has declared it dead");
        OnLost(silo);
    }

    private SendResult TrySend(SiloAddress target, ReadOnlySpan<byte> message)
    {
        Interlocked.Increment(ref _sent);
        return transport.TrySend(target, message);
    }

    private bool TryTake(long callId, [MaybeNullWhen(false)] out RequestBase request) => _waiting.TryRemove(callId, out request);

    private List<RequestBase> Take(Func<RequestBase, bool> isWanted)
    {
        var taken = new List<RequestBase>();
        foreach (var (callId, request) in _waiting)
        {
            if (isWanted(request) && TryTake(callId, out _))
                taken.Add(request);
        }

        return taken;
    }
}

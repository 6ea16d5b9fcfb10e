using System.Collections.Concurrent;
using Orleans.Serialization;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>The calls of one silo or client that wait for the answer of another silo.</summary>
internal sealed class RemoteCalls(ITransport transport, CoarseClock clock, SerializerContext serializer)
{
    private const long MaxMillisecondsUnderWay = 1_000;

    private readonly ConcurrentDictionary<long, RequestBase> _waiting = new();
    private readonly ConcurrentQueue<(SiloAddress Silo, long Due)> _left = new();
    private SiloAddress _local = SiloAddress.Zero;
    private long _lastCallId;
    private long _sent;
    private long _received;

    /// <summary>Messages sent so far.</summary>
    public long SentMessages => Interlocked.Read(ref _sent);

    /// <summary>Messages taken so far.</summary>
    public long ReceivedMessages => Interlocked.Read(ref _received);

    /// <summary>How many connections with silos and clients are open.</summary>
    public int Connections => transport.Connections;

    /// <summary>Opens the endpoint under the address.</summary>
    public void Open(SiloAddress local, Action<ReadOnlyMemory<byte>> onFrame)
    {
        _local = local;
        transport.Open(local, onFrame);
    }

    /// <summary>Sends a call to another silo; it is failed at once if that can't be reached.</summary>
    public void Send(RequestBase request, SiloAddress target)
    {
        var callId = 0L;
        var timeToLive = request.Deadline - clock.Now;
        if (!request.IsOneWay)
        {
            callId = Interlocked.Increment(ref _lastCallId);
            request.CallId = callId;
            request.SentTo = target;
        }
        else
        {
            timeToLive = long.MaxValue;
        }

        try
        {
            var frame = MessageFormat.WriteRequest(request, _local, callId, timeToLive, forwardCount: 0);
            if (callId != 0)
                _waiting[callId] = request;
            if (!TrySend(target, frame) && TryTake(callId, out _))
                Unreachable(request, target);
        }
        catch (Exception exception)
        {
            TryTake(callId, out _);
            End(request);
            request.FinishFailed(exception);
        }
    }

    /// <summary>Passes a call of another silo or client on.</summary>
    public bool Forward(RequestBase request, SiloAddress target)
    {
        var call = request.Incoming!;
        var frame = MessageFormat.WriteRequest(
            request, call.Sender, call.CallId, request.IsOneWay ? long.MaxValue : request.Deadline - clock.Now, call.ForwardCount + 1);
        if (!TrySend(target, frame))
            return false;
        if (call.CallId != 0)
            TrySend(call.Sender, MessageFormat.WriteForwarded(call.CallId, target));
        return true;
    }

    /// <summary>Notes that a call was passed on, so that the end of the first silo doesn't end it.</summary>
    public void OnForwarded(long callId, SiloAddress target)
    {
        if (_waiting.TryGetValue(callId, out var request))
            request.SentTo = target;
    }

    /// <summary>Sends the outcome of a call to the silo or client that waits for it.</summary>
    public void Respond(RequestBase request, Response response)
    {
        var call = request.Incoming!;
        if (call.CallId == 0)
            return;
        byte[] frame;
        try
        {
            frame = MessageFormat.WriteResponse(request, call.CallId, response);
        }
        catch (Exception exception)
        {
            // A result that can't be written must not leave the caller waiting.
            frame = MessageFormat.WriteResponse(request, call.CallId, Response.FromException(exception));
        }

        TrySend(call.Sender, frame);
    }

    /// <summary>Answers a call that could not be read.</summary>
    public void RespondFailed(IncomingCall call, Exception exception)
    {
        if (call.CallId != 0)
            TrySend(call.Sender, MessageFormat.WriteFailure(call.CallId, exception));
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
        TrySend(target, MessageFormat.WriteCancel(_local, request.CallId));
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
            FailCallsTo(silo);
    }

    /// <summary>Fails the calls to silos that have left in order a while ago.</summary>
    public void FailCallsToLeft(long now)
    {
        while (_left.TryPeek(out var left) && left.Due < now && _left.TryDequeue(out left))
            FailCallsTo(left.Silo);
    }

    /// <summary>Takes all calls.</summary>
    public List<RequestBase> TakeAll() => Take(static _ => true);

    /// <summary>Closes the endpoint.</summary>
    public void Close() => transport.Close();

    /// <summary>A reader of a frame.</summary>
    public MessageReader ReaderOf(ReadOnlyMemory<byte> frame)
    {
        Interlocked.Increment(ref _received);
        return new(frame.Span, serializer);
    }

    private void FailCallsTo(SiloAddress silo)
    {
        foreach (var request in Take(request => silo.Equals(request.SentTo)))
            Unreachable(request, silo);
    }

    private static void End(RequestBase request) => request.CancellationWatch?.Dispose();

    private static void Unreachable(RequestBase request, SiloAddress target)
    {
        End(request);
        request.FinishFailed(new SiloUnavailableException($"The target silo {target} became unavailable for message: {request}."));
    }

    private bool TrySend(SiloAddress target, byte[] frame)
    {
        Interlocked.Increment(ref _sent);
        return transport.TrySend(target, frame);
    }

    private bool TryTake(long callId, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out RequestBase request) =>
        _waiting.TryRemove(callId, out request);

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

using Orleans.Serialization.Buffers;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <content>Calls of others: passing on and answering.</content>
internal sealed partial class RemoteCalls
{
    /// <summary>Passes a call of another silo or client on.</summary>
    public bool Forward(RequestBase request, SiloAddress target)
    {
        var call = request.Incoming!;
        var writer = new MessageWriter();
        try
        {
            var timeToLive = request.IsOneWay ? long.MaxValue : request.Deadline - clock.Now;
            MessageFormat.WriteRequest(ref writer, request, call.Sender, call.CallId, timeToLive, call.ForwardCount + 1);
            if (TrySend(target, writer.WrittenSpan) != SendResult.Sent)
                return false;
        }
        finally
        {
            writer.Dispose();
        }

        if (call.CallId != 0)
            TellForwarded(call, target);
        return true;
    }

    /// <summary>Notes that a call was passed on, so that the end of the first silo doesn't end it.</summary>
    public void OnForwarded(SiloAddress from, long callId, SiloAddress target)
    {
        if (!_waiting.TryGetValue(callId, out var request))
            return;

        // Without a connection to the new silo the answer comes back the way that the call went.
        request.SentVia = transport.IsConnected(target) ? null : from;
        request.SentTo = target;
    }

    /// <summary>Sends the outcome of a call to the silo or client that waits for it.</summary>
    public void Respond(RequestBase request, Response response)
    {
        var call = request.Incoming!;
        if (call.CallId == 0)
            return;
        var writer = new MessageWriter();
        try
        {
            MessageFormat.WriteResponse(ref writer, request, call.CallId, response);
            Answer(call, writer.WrittenSpan);
        }
        catch (Exception exception)
        {
            // A result that can't be written must not leave the caller waiting.
            RespondFailed(call, exception);
        }
        finally
        {
            writer.Dispose();
        }
    }

    /// <summary>Answers a call that was not run.</summary>
    public void RespondFailed(IncomingCall call, Exception exception)
    {
        if (call.CallId == 0)
            return;
        var writer = new MessageWriter();
        try
        {
            MessageFormat.WriteFailure(ref writer, call.CallId, exception);
            Answer(call, writer.WrittenSpan);
        }
        finally
        {
            writer.Dispose();
        }
    }

    /// <summary>Passes a message on to a client that is connected here.</summary>
    public void Relay(SiloAddress client, ReadOnlySpan<byte> message) => TrySend(client, message);

    private void TellForwarded(IncomingCall call, SiloAddress target)
    {
        var writer = new MessageWriter();
        MessageFormat.WriteForwarded(ref writer, call.CallId, target);
        Answer(call, writer.WrittenSpan);
        writer.Dispose();
    }

    private void Answer(IncomingCall call, ReadOnlySpan<byte> message)
    {
        var result = TrySend(call.Sender, message);
        if (result == SendResult.Full)
        {
            // It asks and doesn't read the answers. All of its calls fail, instead of this one never ending.
            transport.Disconnect(call.Sender, "it does not read what it is sent");
        }
        else if (result == SendResult.TooLarge)
        {
            RespondFailed(call, new OrleansMessageRejectionException($"The answer has {message.Length} bytes, more than may be sent."));
        }
        else if (result == SendResult.Unreachable && call.Sender.IsClient && !call.Via.Equals(call.Sender))
        {
            var relay = new MessageWriter(message.Length + 64);
            MessageFormat.WriteRelay(ref relay, call.CallId, call.Sender, message);
            TrySend(call.Via, relay.WrittenSpan);
            relay.Dispose();
        }
    }
}

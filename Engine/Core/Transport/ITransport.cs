namespace Orleans.Runtime;

/// <summary>Carries frames between silos and clients. Frames of one sender to one receiver arrive in order.</summary>
internal interface ITransport
{
    /// <summary>Opens the endpoint.</summary>
    void Open(SiloAddress local, ITransportSink sink);

    /// <summary>Completes when a client can reach its cluster; a silo's is complete at once.</summary>
    /// <exception cref="Messaging.ConnectionFailedException">No silo could be reached.</exception>
    Task ConnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Sends a frame. The bytes are copied or sent when this returns.</summary>
    SendResult TrySend(SiloAddress target, ReadOnlySpan<byte> frame);

    /// <summary>Whether frames to <paramref name="target"/> go out directly.</summary>
    bool IsConnected(SiloAddress target) => true;

    /// <summary>A silo that may pass on what can't be sent to <paramref name="target"/> directly, or null.</summary>
    SiloAddress? DetourTo(SiloAddress target) => null;

    /// <summary>Gives up a peer that is gone for good or takes nothing: what it was sent and hasn't answered is lost.</summary>
    void Disconnect(SiloAddress peer, string reason)
    {
    }

    /// <summary>Asks all peers to send nothing more and waits until what they have sent was taken, for a bounded time.</summary>
    Task LeaveAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>How many connections are open; 0 where there are none to open.</summary>
    int Connections => 0;

    /// <summary>Closes the endpoint: it gets nothing any more.</summary>
    void Close();
}

namespace Orleans.Runtime;

/// <summary>Carries frames between silos and clients. Frames of one sender to one receiver arrive in order.</summary>
internal interface ITransport
{
    /// <summary>Opens the endpoint; <paramref name="onFrame"/> is called for every frame, one at a time.</summary>
    void Open(SiloAddress local, Action<ReadOnlyMemory<byte>> onFrame);

    /// <summary>Sends a frame; false if the receiver is known to be unreachable.</summary>
    bool TrySend(SiloAddress target, ReadOnlyMemory<byte> frame);

    /// <summary>How many connections are open; 0 where there are none to open.</summary>
    int Connections => 0;

    /// <summary>Closes the endpoint: it gets nothing any more.</summary>
    void Close();
}

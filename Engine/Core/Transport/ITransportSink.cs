namespace Orleans.Runtime;

/// <summary>Takes what a transport delivers.</summary>
internal interface ITransportSink
{
    /// <summary>Takes a frame, of one peer one at a time. The bytes are only valid during the call.</summary>
    void OnFrame(SiloAddress from, ReadOnlySpan<byte> frame);

    /// <summary>The connection with a peer has ended: what it was sent and hasn't answered will have no answer.</summary>
    void OnLost(SiloAddress peer);
}

using System.Collections.Concurrent;

namespace OrleansMicro.Tests.Engine.Internals.Transport;

/// <summary>One end of a transport, which keeps what arrives.</summary>
internal sealed class TransportNode : ITransportSink, IDisposable
{
    private readonly ConcurrentQueue<(SiloAddress From, byte[] Frame)> _frames = new();
    private readonly ConcurrentQueue<SiloAddress> _lost = new();

    public TransportNode(ITransport transport, SiloAddress address)
    {
        Transport = transport;
        Address = address;
        transport.Open(address, this);
    }

    public ITransport Transport { get; }

    public SiloAddress Address { get; }

    /// <summary>Is called with each frame; for tests that answer.</summary>
    public Action<SiloAddress, byte[]>? Arrived { get; set; }

    public int Count => _frames.Count;

    public byte[][] FramesFrom(SiloAddress sender) => [.. _frames.Where(frame => frame.From.Equals(sender)).Select(frame => frame.Frame)];

    public int TimesLost(SiloAddress peer) => _lost.Count(peer.Equals);

    public SendResult Send(TransportNode target, byte[] frame) => Transport.TrySend(target.Address, frame);

    public void OnFrame(SiloAddress from, ReadOnlySpan<byte> frame)
    {
        var copy = frame.ToArray();
        _frames.Enqueue((from, copy));
        Arrived?.Invoke(from, copy);
    }

    public void OnLost(SiloAddress peer) => _lost.Enqueue(peer);

    public void Dispose()
    {
        Transport.Close();
        (Transport as IDisposable)?.Dispose();
    }
}

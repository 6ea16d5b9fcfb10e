using Orleans.Runtime;

namespace Orleans.Simulation;

/// <summary>A process's end of the network.</summary>
internal sealed class SimTransport(Simulator simulator, SimNetwork network, SimProcess process) : ITransport
{
    private static readonly TimeSpan PauseWhileLeaving = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan MaxTimeToLeave = TimeSpan.FromSeconds(5);

    private readonly Queue<(SiloAddress From, byte[]? Frame)> _inbox = new();
    private SiloAddress? _local;
    private ITransportSink? _sink;

    /// <summary>Whose end it is.</summary>
    public SimProcess Process => process;

    /// <summary>Whether it takes no new frames.</summary>
    public bool IsLeaving { get; private set; }

    /// <inheritdoc/>
    public void Open(SiloAddress local, ITransportSink sink)
    {
        _local = local;
        _sink = sink;
        network.Attach(local, this);
        process.Died += () => network.Detach(local);
    }

    /// <inheritdoc/>
    public SendResult TrySend(SiloAddress target, ReadOnlySpan<byte> frame) =>
        _local is { } local && _sink is not null ? network.Send(this, local, target, frame) : SendResult.Unreachable;

    /// <inheritdoc/>
    public async Task LeaveAsync(CancellationToken cancellationToken)
    {
        IsLeaving = true;
        var start = process.Clock.GetTimestamp();
        while (!cancellationToken.IsCancellationRequested && (_inbox.Count > 0 || network.IsAwaited(_local!)) && process.Clock.GetElapsedTime(start) < MaxTimeToLeave)
            await Task.Delay(PauseWhileLeaving, process.Clock, CancellationToken.None);
    }

    /// <inheritdoc/>
    public void Close()
    {
        _sink = null;
        if (_local is { } local)
            network.Detach(local);
    }

    /// <summary>Takes a frame from the network.</summary>
    public void Take(SiloAddress from, byte[] frame) => Add((from, frame));

    /// <summary>Learns that a connection has ended, after what had arrived on it.</summary>
    public void Lose(SiloAddress peer) => Add((peer, null));

    private void Add((SiloAddress From, byte[]? Frame) item)
    {
        _inbox.Enqueue(item);

        // Any of these takes the oldest item, so that order is kept whichever runs first.
        simulator.Post(process, static state => ((SimTransport)state!).TakeOne(), this);
    }

    private void TakeOne()
    {
        var (from, frame) = _inbox.Dequeue();
        if (frame is null)
            _sink?.OnLost(from);
        else
            _sink?.OnFrame(from, frame);
    }
}

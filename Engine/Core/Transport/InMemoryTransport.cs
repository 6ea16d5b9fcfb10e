using System.Collections.Concurrent;

namespace Orleans.Runtime;

/// <summary>An endpoint of an <see cref="InMemoryNetwork"/>: frames are queued and handed over one at a time on the thread pool.</summary>
internal sealed class InMemoryTransport(InMemoryNetwork network) : ITransport, IThreadPoolWorkItem
{
    private readonly ConcurrentQueue<(SiloAddress From, byte[] Frame)> _frames = new();
    private readonly TaskCompletionSource _taken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SiloAddress? _local;
    private ITransportSink? _sink;
    private volatile bool _isLeaving;
    private int _scheduled;

    /// <inheritdoc/>
    public void Open(SiloAddress local, ITransportSink sink)
    {
        _local = local;
        _sink = sink;
        network.Attach(local, this);
    }

    /// <inheritdoc/>
    public SendResult TrySend(SiloAddress target, ReadOnlySpan<byte> frame) =>
        _local is { } local && network.Deliver(local, target, frame) ? SendResult.Sent : SendResult.Unreachable;

    /// <inheritdoc/>
    public Task LeaveAsync(CancellationToken cancellationToken)
    {
        if (_local is { } local)
            network.Detach(local);
        _isLeaving = true;
        if (Volatile.Read(ref _scheduled) == 0)
            _taken.TrySetResult();
        return _taken.Task.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public void Close()
    {
        if (_local is { } local)
            network.Detach(local);
        _sink = null;
    }

    /// <summary>Takes a frame from the network.</summary>
    public void Enqueue(SiloAddress from, byte[] frame)
    {
        _frames.Enqueue((from, frame));
        if (Interlocked.Exchange(ref _scheduled, 1) == 0)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <inheritdoc/>
    void IThreadPoolWorkItem.Execute()
    {
        do
        {
            while (_frames.TryDequeue(out var next))
                _sink?.OnFrame(next.From, next.Frame);
            Interlocked.Exchange(ref _scheduled, 0);
        }
        while (!_frames.IsEmpty && Interlocked.Exchange(ref _scheduled, 1) == 0);
        if (_isLeaving && _frames.IsEmpty)
            _taken.TrySetResult();
    }
}

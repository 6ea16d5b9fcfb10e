using System.Collections.Concurrent;

namespace Orleans.Runtime;

/// <summary>An endpoint of an <see cref="InMemoryNetwork"/>: frames are queued and handed over one at a time on the thread pool.</summary>
internal sealed class InMemoryTransport(InMemoryNetwork network) : ITransport, IThreadPoolWorkItem
{
    private readonly ConcurrentQueue<ReadOnlyMemory<byte>> _frames = new();
    private SiloAddress? _local;
    private Action<ReadOnlyMemory<byte>>? _onFrame;
    private int _scheduled;

    /// <inheritdoc/>
    public void Open(SiloAddress local, Action<ReadOnlyMemory<byte>> onFrame)
    {
        _local = local;
        _onFrame = onFrame;
        network.Attach(local, this);
    }

    /// <inheritdoc/>
    public bool TrySend(SiloAddress target, ReadOnlyMemory<byte> frame) =>
        _local is { } local && network.Deliver(local, target, frame);

    /// <inheritdoc/>
    public void Close()
    {
        if (_local is { } local)
            network.Detach(local);
        _onFrame = null;
    }

    /// <summary>Takes a frame from the network.</summary>
    public void Enqueue(ReadOnlyMemory<byte> frame)
    {
        _frames.Enqueue(frame);
        if (Interlocked.Exchange(ref _scheduled, 1) == 0)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <inheritdoc/>
    void IThreadPoolWorkItem.Execute()
    {
        do
        {
            while (_frames.TryDequeue(out var frame))
                _onFrame?.Invoke(frame);
            Volatile.Write(ref _scheduled, 0);
        }
        while (!_frames.IsEmpty && Interlocked.Exchange(ref _scheduled, 1) == 0);
    }
}

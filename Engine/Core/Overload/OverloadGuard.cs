using Orleans.Configuration;

namespace Orleans.Runtime;

/// <summary>Decides whether a silo takes another request: it refuses before its memory is full of what it will not get to in time.</summary>
internal sealed class OverloadGuard(OverloadOptions limits, LoadSheddingOptions shedding, TimeProvider time)
{
    private static readonly TimeSpan SamplePeriod = TimeSpan.FromSeconds(1);

    private int _count;
    private volatile bool _isOverloaded;
    private long _sampledAt = time.GetTimestamp();
    private TimeSpan _cpu = Environment.CpuUsage.TotalTime;

    /// <summary>How many requests of others run or wait.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Counts a request that has arrived; null, or why it is refused, in which case it isn't counted.</summary>
    public Exception? TryEnter(IncomingCall call)
    {
        if (_isOverloaded && call.Sender.IsClient)
            return new GatewayTooBusyException("Gateway too busy: the silo's process is overloaded; try again later.");
        var count = Interlocked.Increment(ref _count);
        if (count <= limits.MaxIncomingRequests)
            return null;
        Interlocked.Decrement(ref _count);
        return call.Sender.IsClient
            ? new GatewayTooBusyException($"Gateway too busy: {count - 1} requests run or wait in the silo; try again later.")
            : new LimitExceededException("MaxIncomingRequests", count - 1, limits.MaxIncomingRequests, call.TargetId);
    }

    /// <summary>A request that was counted has ended here.</summary>
    public void Leave() => Interlocked.Decrement(ref _count);

    /// <summary>Looks how busy the process is, once a second; called more often.</summary>
    public void Sample()
    {
        if (!shedding.LoadSheddingEnabled || time.GetElapsedTime(_sampledAt) is var elapsed && elapsed < SamplePeriod)
            return;
        var cpu = Environment.CpuUsage.TotalTime;
        var memory = GC.GetGCMemoryInfo();
        var cpuPercent = 100 * (cpu - _cpu) / (elapsed * Environment.ProcessorCount);
        var memoryPercent = 100.0 * Environment.WorkingSet / Math.Max(1, memory.TotalAvailableMemoryBytes);
        _isOverloaded = cpuPercent > shedding.CpuThreshold || memoryPercent > shedding.MemoryThreshold;
        (_cpu, _sampledAt) = (cpu, time.GetTimestamp());
    }
}

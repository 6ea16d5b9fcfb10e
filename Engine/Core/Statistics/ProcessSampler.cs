using System.Net;

namespace Orleans.Runtime;

/// <summary>What happened in a silo in one interval of about a second.</summary>
internal readonly record struct SiloInterval
{
    public double Seconds { get; init; }

    public long Calls { get; init; }

    public long Errors { get; init; }

    public long Refused { get; init; }

    public double P99Milliseconds { get; init; }

    public double CpuPercent { get; init; }

    public long WorkingSetBytes { get; init; }

    public double LagMilliseconds { get; init; }

    public long MessagesSent { get; init; }

    public long MessagesReceived { get; init; }
}

/// <summary>Reads what the operating system and the runtime know of the process. Not safe for several threads.</summary>
internal sealed class ProcessSampler(RemoteCalls? remote)
{
    private readonly string _hostName = Dns.GetHostName();
    private TimeSpan _cpu = Environment.CpuUsage.TotalTime;
    private long _sent;
    private long _received;

    /// <summary>Ends an interval.</summary>
    public SiloInterval Sample(TimeSpan elapsed)
    {
        var cpu = Environment.CpuUsage.TotalTime;
        var sent = remote?.SentMessages ?? 0;
        var received = remote?.ReceivedMessages ?? 0;
        var available = elapsed * Environment.ProcessorCount;
        var sample = new SiloInterval
        {
            Seconds = elapsed.TotalSeconds,
            CpuPercent = available > TimeSpan.Zero ? Math.Round(Math.Clamp((cpu - _cpu) / available * 100, 0, 100), 1) : 0,
            WorkingSetBytes = Environment.WorkingSet,
            LagMilliseconds = Math.Max(Math.Round((elapsed - SiloStatistics.Beat).TotalMilliseconds), 0),
            MessagesSent = sent - _sent,
            MessagesReceived = received - _received,
        };
        (_cpu, _sent, _received) = (cpu, sent, received);
        return sample;
    }

    /// <summary>The state of the process, with what happened in the intervals.</summary>
    public ProcessReport Report(SiloInterval[] recent)
    {
        var seconds = recent.Sum(static interval => interval.Seconds);
        return new ProcessReport
        {
            HostName = _hostName,
            ProcessId = Environment.ProcessId,
            Processors = Environment.ProcessorCount,
            CpuPercent = recent.Length == 0 ? 0 : Math.Round(recent.Average(static interval => interval.CpuPercent), 1),
            WorkingSetBytes = Environment.WorkingSet,
            HeapBytes = GC.GetTotalMemory(forceFullCollection: false),
            MemoryLimitBytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
            ThreadPoolQueue = ThreadPool.PendingWorkItemCount,
            Threads = ThreadPool.ThreadCount,
            LagMilliseconds = recent.Length == 0 ? 0 : recent.Max(static interval => interval.LagMilliseconds),
            MessagesSentPerSecond = Rate(recent.Sum(static interval => interval.MessagesSent)),
            MessagesReceivedPerSecond = Rate(recent.Sum(static interval => interval.MessagesReceived)),
            Connections = remote?.Connections ?? 0,
            RefusedPerSecond = Rate(recent.Sum(static interval => interval.Refused)),
        };

        double Rate(double count) => seconds > 0 ? Math.Round(count / seconds, 1) : 0;
    }
}

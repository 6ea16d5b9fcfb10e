namespace Orleans.Runtime;

/// <summary>The figures of a silo at one moment, for the other silos and the clients of its cluster.</summary>
[GenerateSerializer, Immutable]
internal sealed class SiloReport
{
    /// <summary>When they were taken, in UTC.</summary>
    [Id(0)]
    public DateTime TakenAt { get; init; }

    /// <summary>When the silo's process started, in UTC.</summary>
    [Id(1)]
    public DateTime StartTime { get; init; }

    /// <summary>The machine and the process.</summary>
    [Id(2)]
    public ProcessReport Process { get; init; } = new();

    /// <summary>All calls of the last ten seconds.</summary>
    [Id(3)]
    public MethodReport Recent { get; init; } = new();

    /// <summary>How many seconds <see cref="Recent"/> and the rates are over.</summary>
    [Id(4)]
    public double RecentSeconds { get; init; }

    /// <summary>The methods of grain classes that were called; at most <see cref="SiloStatistics.MaxMethods"/>.</summary>
    [Id(5)]
    public MethodReport[] Methods { get; init; } = [];

    /// <summary>The grain classes with activations.</summary>
    [Id(6)]
    public ClassReport[] Classes { get; init; } = [];

    /// <summary>The last errors, newest first.</summary>
    [Id(7)]
    public ErrorReport[] Errors { get; init; } = [];

    /// <summary>One value for each of the last seconds, the oldest first.</summary>
    [Id(8)]
    public SiloHistory History { get; init; } = new();
}

/// <summary>The process of a silo.</summary>
[GenerateSerializer, Immutable]
internal sealed class ProcessReport
{
    [Id(0)]
    public string HostName { get; init; } = "";

    [Id(1)]
    public int ProcessId { get; init; }

    /// <summary>How many processors it may use.</summary>
    [Id(2)]
    public int Processors { get; init; }

    /// <summary>CPU time of the last ten seconds, in percent of all processors.</summary>
    [Id(3)]
    public double CpuPercent { get; init; }

    /// <summary>Memory that it occupies.</summary>
    [Id(4)]
    public long WorkingSetBytes { get; init; }

    /// <summary>Memory of .NET objects.</summary>
    [Id(5)]
    public long HeapBytes { get; init; }

    /// <summary>Memory that it may occupy.</summary>
    [Id(6)]
    public long MemoryLimitBytes { get; init; }

    /// <summary>Work items that wait for a thread.</summary>
    [Id(7)]
    public long ThreadPoolQueue { get; init; }

    [Id(8)]
    public int Threads { get; init; }

    /// <summary>By how much the latest beat of the last ten seconds came, in milliseconds: pauses, and a lack of threads.</summary>
    [Id(9)]
    public double LagMilliseconds { get; init; }

    [Id(10)]
    public double MessagesSentPerSecond { get; init; }

    [Id(11)]
    public double MessagesReceivedPerSecond { get; init; }

    /// <summary>Open connections with silos and clients.</summary>
    [Id(12)]
    public int Connections { get; init; }

    /// <summary>Calls per second that were refused because of too much load, over the last ten seconds.</summary>
    [Id(13)]
    public double RefusedPerSecond { get; init; }
}

/// <summary>Calls of a method, over the window and since the start. The totals and durations of silos may be added.</summary>
[GenerateSerializer, Immutable]
internal sealed class MethodReport
{
    /// <summary>The full name of the grain class.</summary>
    [Id(0)]
    public string GrainType { get; init; } = "";

    [Id(1)]
    public string Method { get; init; } = "";

    [Id(2)]
    public long TotalCalls { get; init; }

    [Id(3)]
    public long TotalErrors { get; init; }

    /// <summary>Calls of the last ten seconds.</summary>
    [Id(4)]
    public double CallsPerSecond { get; init; }

    /// <summary>Calls within the window.</summary>
    [Id(5)]
    public long Calls { get; init; }

    /// <summary>Calls within the window that failed.</summary>
    [Id(6)]
    public long Errors { get; init; }

    /// <summary>The sum of the durations taken within the window.</summary>
    [Id(7)]
    public long Ticks { get; init; }

    /// <summary>The durations taken within the window.</summary>
    [Id(8)]
    public LatencyCount[] Durations { get; init; } = [];
}

/// <summary>A grain class.</summary>
[GenerateSerializer, Immutable]
internal sealed class ClassReport
{
    /// <summary>The full name of the class.</summary>
    [Id(0)]
    public string GrainType { get; init; } = "";

    [Id(1)]
    public int Activations { get; init; }
}

/// <summary>Errors of one kind.</summary>
[GenerateSerializer, Immutable]
internal sealed class ErrorReport
{
    /// <summary>When it last happened, in UTC.</summary>
    [Id(0)]
    public DateTime Time { get; init; }

    /// <summary>The full name of the grain class.</summary>
    [Id(1)]
    public string GrainType { get; init; } = "";

    /// <summary>The method, or what else has failed.</summary>
    [Id(2)]
    public string Method { get; init; } = "";

    [Id(3)]
    public string ExceptionType { get; init; } = "";

    /// <summary>The message of the last one.</summary>
    [Id(4)]
    public string Message { get; init; } = "";

    /// <summary>How often it has happened since it was first kept.</summary>
    [Id(5)]
    public long Count { get; init; }
}

/// <summary>One value for each of the last seconds, the oldest first.</summary>
[GenerateSerializer, Immutable]
internal sealed class SiloHistory
{
    [Id(0)]
    public double[] CallsPerSecond { get; init; } = [];

    [Id(1)]
    public double[] ErrorsPerSecond { get; init; } = [];

    [Id(2)]
    public double[] P99Milliseconds { get; init; } = [];

    [Id(3)]
    public double[] CpuPercent { get; init; } = [];

    [Id(4)]
    public double[] WorkingSetMegabytes { get; init; } = [];
}

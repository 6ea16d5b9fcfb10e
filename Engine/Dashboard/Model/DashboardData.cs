namespace Orleans.Dashboard.Model;

/// <summary>Everything that the page shows but reminders; documented in docs/dashboard.md.</summary>
internal sealed record DashboardData
{
    public required DateTime GeneratedAt { get; init; }

    public required string ClusterId { get; init; }

    /// <summary>The silo whose host answers, or that a client's host does.</summary>
    public required string ServedBy { get; init; }

    /// <summary>How often to ask again.</summary>
    public required int IntervalMs { get; init; }

    /// <summary>How many seconds the histories go back at most.</summary>
    public required int HistorySeconds { get; init; }

    public required HealthData Health { get; init; }

    public required SiloData[] Silos { get; init; }

    public required GrainData[] Grains { get; init; }

    public required MethodData[] Methods { get; init; }

    public required ErrorData[] Errors { get; init; }

    /// <summary>Whether this host can list reminders.</summary>
    public required bool HasReminders { get; init; }
}

/// <summary>How the cluster is, in one line and in detail, the worst first.</summary>
internal sealed record HealthData(HealthLevel Level, string Summary, Finding[] Findings);

/// <summary>Something that an operator should know.</summary>
/// <param name="Level">How bad it is.</param>
/// <param name="Silo">The address of the silo, or null if it is about the cluster.</param>
/// <param name="Text">What it is.</param>
internal sealed record Finding(HealthLevel Level, string? Silo, string Text);

/// <summary>How bad something is.</summary>
internal enum HealthLevel
{
    /// <summary>Nothing to do.</summary>
    Ok,

    /// <summary>Worth knowing.</summary>
    Info,

    /// <summary>May become a failure.</summary>
    Warning,

    /// <summary>Is a failure.</summary>
    Bad,
}

/// <summary>What a silo does.</summary>
internal enum SiloCondition
{
    Joining,
    Active,
    Stopping,

    /// <summary>It stopped in order.</summary>
    Left,

    /// <summary>It is gone without a word.</summary>
    Dead,

    /// <summary>It is a member and does not answer.</summary>
    Unreachable,
}

/// <summary>A silo. Figures of one that does not answer are its last.</summary>
internal sealed record SiloData
{
    public required string Address { get; init; }

    public required string Name { get; init; }

    public required SiloCondition State { get; init; }

    /// <summary>The worst of the findings about it.</summary>
    public required HealthLevel Level { get; init; }

    /// <summary>Since when it is in this state, as far as this host has seen it.</summary>
    public required DateTime Since { get; init; }

    public required DateTime StartTime { get; init; }

    /// <summary>How old the figures are, null if there are none.</summary>
    public double? FiguresAgeSeconds { get; init; }

    public string HostName { get; init; } = "";

    public int ProcessId { get; init; }

    public int Processors { get; init; }

    public double CpuPercent { get; init; }

    public long WorkingSetBytes { get; init; }

    public long HeapBytes { get; init; }

    public long MemoryLimitBytes { get; init; }

    public long ThreadPoolQueue { get; init; }

    public int Threads { get; init; }

    public double LagMs { get; init; }

    public double MessagesPerSecond { get; init; }

    public int Connections { get; init; }

    public double RefusedPerSecond { get; init; }

    public int Activations { get; init; }

    public double CallsPerSecond { get; init; }

    public double ErrorsPerSecond { get; init; }

    public double MeanMs { get; init; }

    public double P99Ms { get; init; }

    public HistoryData History { get; init; } = new([], [], [], [], []);
}

/// <summary>One value for each of the last seconds, the oldest first.</summary>
internal sealed record HistoryData(
    double[] CallsPerSecond, double[] ErrorsPerSecond, double[] P99Ms, double[] CpuPercent, double[] WorkingSetMegabytes);

/// <summary>The activations of a grain class, by the address of the silo.</summary>
internal sealed record GrainData(string Grain, int Total, Dictionary<string, int> BySilo);

/// <summary>A method of a grain class in all silos. Mean, p99, calls and errors are of the last 100 seconds.</summary>
internal sealed record MethodData(
    string Grain, string Method, double CallsPerSecond, long Calls, long Errors, double MeanMs, double P99Ms, long TotalCalls, long TotalErrors);

/// <summary>Errors of one kind in one silo.</summary>
internal sealed record ErrorData(DateTime Time, string Silo, string Grain, string Method, string Type, string Message, long Count);

using Orleans.Runtime;

namespace Orleans.Dashboard.Model;

/// <summary>Puts what the silos report into the form that the page shows.</summary>
internal static class DashboardBuilder
{
    private const int MaxRows = 1_000;

    /// <summary>The silos in the order of the report, each with the worst of the findings about it.</summary>
    public static SiloData[] Silos(ClusterReport cluster, HealthData health, int historyLength) =>
        [.. cluster.Silos.Select(silo => Describe(silo, cluster.TakenAt, health, historyLength))];

    /// <summary>Activations by grain class and silo, the most first.</summary>
    public static GrainData[] Grains(ClusterReport cluster) =>
        [.. Reporting(cluster)
            .SelectMany(static silo => silo.Report!.Classes.Select(found => (found.GrainType, Silo: AddressOf(silo), found.Activations)))
            .GroupBy(static row => row.GrainType)
            .Select(static rows => new GrainData(
                rows.Key, rows.Sum(static row => row.Activations), rows.ToDictionary(static row => row.Silo, static row => row.Activations)))
            .OrderByDescending(static row => row.Total)
            .ThenBy(static row => row.Grain, StringComparer.Ordinal)
            .Take(MaxRows)];

    /// <summary>Methods over all silos, the busiest first.</summary>
    public static MethodData[] Methods(ClusterReport cluster) =>
        [.. Reporting(cluster)
            .SelectMany(static silo => silo.Report!.Methods)
            .GroupBy(static method => (method.GrainType, method.Method))
            .Select(static silos => Describe(silos.Key.GrainType, silos.Key.Method, [.. silos]))
            .OrderByDescending(static method => method.CallsPerSecond)
            .ThenByDescending(static method => method.TotalCalls)
            .Take(MaxRows)];

    /// <summary>The last errors of all silos, of those too that are gone, the newest first.</summary>
    public static ErrorData[] Errors(ClusterReport cluster) =>
        [.. cluster.Silos
            .SelectMany(static silo => (silo.Report?.Errors ?? []).Select(error => new ErrorData(
                error.Time, silo.Member.Name, error.GrainType, error.Method, error.ExceptionType, error.Message, error.Count)))
            .OrderByDescending(static error => error.Time)
            .Take(ErrorLog.Capacity)];

    // What a silo that is gone said last would be added for ever.
    private static IEnumerable<SiloState> Reporting(ClusterReport cluster) =>
        cluster.Silos.Where(static silo => silo.Report is not null && silo.Member.Status != SiloStatus.Dead);

    private static string AddressOf(SiloState silo) => silo.Member.Address.ToParsableString();

    private static MethodData Describe(string grain, string method, MethodReport[] silos)
    {
        var sum = new CallSum();
        foreach (var silo in silos)
            sum.Add(silo.Calls, silo.Errors, silo.Ticks, silo.Durations);
        return new MethodData(
            grain,
            method,
            Math.Round(silos.Sum(static silo => silo.CallsPerSecond), 2),
            sum.Calls,
            sum.Errors,
            Math.Round(sum.MeanMilliseconds, 3),
            Math.Round(sum.P99Milliseconds, 3),
            silos.Sum(static silo => silo.TotalCalls),
            silos.Sum(static silo => silo.TotalErrors));
    }

    private static SiloData Describe(SiloState silo, DateTime now, HealthData health, int historyLength)
    {
        var address = AddressOf(silo);
        var report = silo.Report ?? new SiloReport();
        var process = report.Process;
        var recent = new CallSum();
        recent.Add(report.Recent.Calls, report.Recent.Errors, report.Recent.Ticks, report.Recent.Durations);
        return new SiloData
        {
            Address = address,
            Name = silo.Member.Name,
            State = HealthCheck.ConditionOf(silo, now),
            Level = health.Findings.Where(finding => finding.Silo == address).Select(static finding => finding.Level).DefaultIfEmpty().Max(),
            Since = silo.Since,
            StartTime = silo.Member.StartTime,
            FiguresAgeSeconds = silo.AnsweredAt is { } answered ? Math.Round((now - answered).TotalSeconds, 1) : null,
            HostName = process.HostName,
            ProcessId = process.ProcessId,
            Processors = process.Processors,
            CpuPercent = process.CpuPercent,
            WorkingSetBytes = process.WorkingSetBytes,
            HeapBytes = process.HeapBytes,
            MemoryLimitBytes = process.MemoryLimitBytes,
            ThreadPoolQueue = process.ThreadPoolQueue,
            Threads = process.Threads,
            LagMs = process.LagMilliseconds,
            MessagesPerSecond = process.MessagesSentPerSecond + process.MessagesReceivedPerSecond,
            Connections = process.Connections,
            RefusedPerSecond = process.RefusedPerSecond,
            Activations = report.Classes.Sum(static found => found.Activations),
            CallsPerSecond = report.Recent.CallsPerSecond,
            ErrorsPerSecond = report.RecentSeconds > 0 ? Math.Round(report.Recent.Errors / report.RecentSeconds, 2) : 0,
            MeanMs = Math.Round(recent.MeanMilliseconds, 3),
            P99Ms = Math.Round(recent.P99Milliseconds, 3),
            History = Shorten(report.History, historyLength),
        };
    }

    private static HistoryData Shorten(SiloHistory history, int length) => new(
        [.. history.CallsPerSecond.TakeLast(length)],
        [.. history.ErrorsPerSecond.TakeLast(length)],
        [.. history.P99Milliseconds.TakeLast(length)],
        [.. history.CpuPercent.TakeLast(length)],
        [.. history.WorkingSetMegabytes.TakeLast(length)]);
}

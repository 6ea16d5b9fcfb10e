using System.Globalization;
using Orleans.Dashboard.Model;
using Orleans.Runtime;

namespace Orleans.Dashboard;

/// <summary>Looks for trouble in the figures of a cluster: a function of the figures only.</summary>
internal static class HealthCheck
{
    /// <summary>What a silo does, judged by the membership and by whether it answers.</summary>
    public static SiloCondition ConditionOf(SiloState silo, DateTime now) => silo.Member.Status switch
    {
        SiloStatus.Dead => silo.LeftInOrder ? SiloCondition.Left : SiloCondition.Dead,
        SiloStatus.ShuttingDown or SiloStatus.Stopping => SiloCondition.Stopping,
        SiloStatus.Active when now - silo.SilentSince > HealthLimits.Silence => SiloCondition.Unreachable,
        SiloStatus.Active => SiloCondition.Active,
        _ => SiloCondition.Joining,
    };

    /// <summary>All findings about a cluster, the worst first, and one line that says how it is.</summary>
    public static HealthData Of(ClusterReport cluster)
    {
        List<Finding> findings = [];
        foreach (var silo in cluster.Silos)
        {
            findings.AddRange(OfMembership(silo, cluster));
            if (ConditionOf(silo, cluster.TakenAt) is SiloCondition.Active or SiloCondition.Stopping && silo.Report is { } report)
                findings.AddRange(OfFigures(silo, report));
        }

        var active = cluster.Silos.Count(silo => ConditionOf(silo, cluster.TakenAt) == SiloCondition.Active);
        if (active == 0)
            findings.Add(new(HealthLevel.Bad, null, "No silo serves calls"));
        Finding[] sorted = [.. findings.OrderByDescending(static finding => finding.Level)];
        var level = sorted is [var worst, ..] && worst.Level > HealthLevel.Info ? worst.Level : HealthLevel.Ok;
        return new HealthData(level, Summarise(level, active, sorted), sorted);
    }

    private static string Summarise(HealthLevel level, int active, Finding[] findings)
    {
        if (level == HealthLevel.Ok)
            return active == 1 ? "The only silo is healthy" : string.Create(CultureInfo.InvariantCulture, $"All {active} silos healthy");
        var others = findings.Count(static finding => finding.Level > HealthLevel.Info) - 1;
        return others == 0
            ? findings[0].Text
            : string.Create(CultureInfo.InvariantCulture, $"{findings[0].Text}, and {others} more");
    }

    private static IEnumerable<Finding> OfMembership(SiloState silo, ClusterReport cluster)
    {
        var now = cluster.TakenAt;
        var lasts = now - silo.Since;
        switch (ConditionOf(silo, now))
        {
            case SiloCondition.Dead when HasSuccessor(silo, cluster):
                yield return About(silo, HealthLevel.Info, $"died {Ago(lasts)} and was started again");
                break;
            case SiloCondition.Dead:
                yield return About(silo, HealthLevel.Bad, $"is dead since {silo.Since:HH:mm:ss} UTC");
                break;
            case SiloCondition.Left:
                yield return About(silo, HealthLevel.Info, $"stopped in order {Ago(lasts)}");
                break;
            case SiloCondition.Unreachable:
                yield return About(silo, HealthLevel.Bad, $"does not answer since {silo.SilentSince:HH:mm:ss} UTC");
                break;
            case SiloCondition.Joining or SiloCondition.Stopping when lasts > HealthLimits.Transition:
                yield return About(silo, HealthLevel.Warning, $"is {silo.Member.Status} for {Span(lasts)}");
                break;
            case SiloCondition.Joining:
                yield return About(silo, HealthLevel.Info, "is joining");
                break;
            case SiloCondition.Stopping:
                yield return About(silo, HealthLevel.Info, "is stopping");
                break;
            default:
                break;
        }
    }

    private static IEnumerable<Finding> OfFigures(SiloState silo, SiloReport report)
    {
        var recent = report.Recent;
        var errorPercent = recent.Calls == 0 ? 0 : 100.0 * recent.Errors / recent.Calls;
        if (recent.Errors >= HealthLimits.FewErrors && errorPercent >= HealthLimits.WarnErrorPercent)
            yield return About(silo, Grade(errorPercent, HealthLimits.BadErrorPercent), $"{errorPercent:0.#} % of the calls fail");
        var sum = new CallSum();
        sum.Add(recent.Calls, recent.Errors, recent.Ticks, recent.Durations);
        if (sum.P99Milliseconds >= HealthLimits.WarnP99Ms)
            yield return About(silo, Grade(sum.P99Milliseconds, HealthLimits.BadP99Ms), $"one call of a hundred takes longer than {sum.P99Milliseconds / 1_000:0.#} s");
        var process = report.Process;
        if (process.RefusedPerSecond > 0)
            yield return About(silo, HealthLevel.Bad, $"is overloaded: it refuses {process.RefusedPerSecond:0.#} calls per second");
        if (process.LagMilliseconds >= HealthLimits.WarnLagMs)
            yield return About(silo, Grade(process.LagMilliseconds, HealthLimits.BadLagMs), $"stood still for {process.LagMilliseconds / 1_000:0.#} s within the last ten seconds");
        if (process.ThreadPoolQueue >= HealthLimits.WarnThreadPoolQueue)
            yield return About(silo, HealthLevel.Warning, $"has {process.ThreadPoolQueue} work items waiting for a thread");
        if (process.CpuPercent >= HealthLimits.WarnCpuPercent)
            yield return About(silo, HealthLevel.Warning, $"uses {process.CpuPercent:0} % of its CPU");
        var memoryPercent = process.MemoryLimitBytes <= 0 ? 0 : 100.0 * process.WorkingSetBytes / process.MemoryLimitBytes;
        if (memoryPercent >= HealthLimits.WarnMemoryPercent)
            yield return About(silo, Grade(memoryPercent, HealthLimits.BadMemoryPercent), $"uses {memoryPercent:0} % of its memory");
    }

    // The same place or the same name, started after the other was gone or about to be.
    private static bool HasSuccessor(SiloState silo, ClusterReport cluster) => cluster.Silos.Any(other =>
        ConditionOf(other, cluster.TakenAt) == SiloCondition.Active
        && other.Member.StartTime > silo.Member.StartTime
        && (other.Member.Name == silo.Member.Name || other.Member.Address.IsSuccessorOf(silo.Member.Address)));

    private static HealthLevel Grade(double value, double bad) => value >= bad ? HealthLevel.Bad : HealthLevel.Warning;

    private static Finding About(SiloState silo, HealthLevel level, string what) =>
        new(level, silo.Member.Address.ToParsableString(), $"{silo.Member.Name} {what}");

    private static string Ago(TimeSpan span) => Span(span) + " ago";

    private static string Span(TimeSpan span) => span < TimeSpan.FromMinutes(1)
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(span.TotalSeconds, 0):0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{span.TotalMinutes:0} min");
}

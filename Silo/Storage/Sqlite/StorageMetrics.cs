using System.Diagnostics.Metrics;

namespace OrleansMicro.Silo.Storage;

/// <summary>What the storage tells <c>dotnet-counters</c> and OpenTelemetry.</summary>
internal static class StorageMetrics
{
    private static readonly Meter Meter = new("OrleansMicro.Storage");
    private static readonly Counter<long> Writes =
        Meter.CreateCounter<long>("orleansmicro.storage.writes", "{write}", "Durable writes.");

    private static readonly Histogram<double> Commits =
        Meter.CreateHistogram<double>("orleansmicro.storage.commit.duration", "s", "Time of one transaction of many writes, disk included.");

    public static void Committed(int writes, TimeSpan duration)
    {
        Writes.Add(writes);
        Commits.Record(duration.TotalSeconds);
    }
}

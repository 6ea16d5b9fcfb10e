namespace OrleansMicro.Tools.LocalCluster;

/// <summary>What a cluster on this machine is made of.</summary>
internal sealed record ClusterPlan
{
    /// <summary>The Redis of the cluster, <c>host:port</c>.</summary>
    public required string Redis { get; init; }

    public string ClusterId { get; init; } = "orleansmicro";

    /// <summary>The folder of Silo.dll and Api.dll; null: those of this build.</summary>
    public DirectoryInfo? Build { get; init; }

    /// <summary>Where each process writes a log file; null: nowhere.</summary>
    public string? Logs { get; init; }

    /// <summary>Further arguments of every silo, such as <c>--Orders:ReservationLifetime 00:05:00</c>.</summary>
    public IReadOnlyList<string> SiloArguments { get; init; } = [];

    /// <summary>Further arguments of every API.</summary>
    public IReadOnlyList<string> ApiArguments { get; init; } = [];

    /// <summary>Variables of every process.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}

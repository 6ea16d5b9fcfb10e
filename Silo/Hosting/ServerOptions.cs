namespace OrleansMicro.Silo;

/// <summary>What a silo keeps and takes on; configuration section <c>Server</c>.</summary>
public sealed class ServerOptions
{
    /// <summary>The name of the configuration section.</summary>
    public const string Section = "Server";

    /// <summary>The folder of the database in single mode. It is created if it is missing; one server at a time can use it.</summary>
    public string Data { get; set; } = "data";

    /// <summary>How often unfinished orders are looked for. 1 second to 1 hour.</summary>
    public TimeSpan RecoveryPulse { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The calls that one grain can have running and waiting; it refuses more (503). 1 to 1,000,000.</summary>
    public int MaxCallsPerGrain { get; set; } = 10_000;
}

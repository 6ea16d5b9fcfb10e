namespace OrleansMicro.Silo;

/// <summary>What a silo keeps and takes on; configuration section <c>Server</c>.</summary>
public sealed class ServerOptions
{
    /// <summary>The name of the configuration section.</summary>
    public const string Section = "Server";

    /// <summary>The folder of the database in single mode. It is created if it is missing; one server at a time can use it.</summary>
    public string Data { get; set; } = "data";

    /// <summary>
    /// The port of this machine at which Orleans clients reach the grains in single mode, 0 for any free one. 0 to 65535. A client that reaches it
    /// can call every grain, so the server listens on loopback alone. Measurements use it; nothing else needs it.
    /// </summary>
    public int GatewayPort { get; set; }

    /// <summary>How often unfinished orders are looked for. 1 second to 1 hour.</summary>
    public TimeSpan RecoveryPulse { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The calls that one grain can have running and waiting; it refuses more (503). 1 to 1,000,000.</summary>
    public int MaxCallsPerGrain { get; set; } = 10_000;

    /// <summary>How long a grain that is not called stays in memory. 10 seconds to 1 day.</summary>
    public TimeSpan IdleTime { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>The same for carts, customers and pages of lists. 10 seconds to 1 day.</summary>
    public TimeSpan CartIdleTime { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// The same for orders. At 300 purchases per second, orders of one second take about 2 MB. 10 seconds to 1 day. See
    /// <see cref="OrderIdleTimeValidator"/> for how it depends on other settings.
    /// </summary>
    public TimeSpan OrderIdleTime { get; set; } = TimeSpan.FromSeconds(15);
}

using OrleansMicro.Hosting;

namespace OrleansMicro.Silo;

/// <summary>The arguments of a silo of a cluster.</summary>
internal static class ClusterArguments
{
    private const int DefaultPort = 8081;

    /// <summary>They and their help.</summary>
    public static CommandLine CommandLine { get; } = new(
        """
        A silo of an OrleansMicro cluster: it hosts grains, whose state, reminders and membership are in Redis.

        usage: run cluster [--redis HOST:PORT] [--silo-port N] [--gateway-port N] [--advertise IP] [--port N] [--Section:Key VALUE]...
               run cluster --health [URL]
               run cluster --help

          --redis ADDRESS    the Redis of the cluster (127.0.0.1:6379), as StackExchange.Redis writes it
          --cluster-id ID    the cluster (orleansmicro)
          --silo-port N      port for other silos (11111; 0: any free one)
          --gateway-port N   port for the APIs (30000; 0: any free one)
          --advertise IP     address at which others reach this silo (the one on the route to Redis)
          --port N           port of /health/live, /health/ready and /dashboard on this machine (8081; 0: any free one)
          --urls URLS        addresses for these to listen on, such as http://0.0.0.0:8081; overrides --port
          --health [URL]     asks the silo at URL, or at the configured port, whether it is ready; exit code 0 if it is
          --Section:Key V    any setting of docs/operations.md, such as --Cluster:FailureDetectionTimeout 00:00:10

        Settings come from appsettings.json, then the environment (Cluster__Redis=redis:6379),
        then the files of Server:Secrets, then the command line.
        SIGTERM: /health/ready answers 503, the silo hands over its grains, finishes running calls and leaves the cluster; exit code 0.
        """,
        DefaultPort,
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["--port"] = $"{HttpServerOptions.Section}:{nameof(HttpServerOptions.Port)}",
            ["--redis"] = $"{ClusterConnectionOptions.Section}:{nameof(ClusterConnectionOptions.Redis)}",
            ["--cluster-id"] = $"{ClusterConnectionOptions.Section}:{nameof(ClusterConnectionOptions.Id)}",
            ["--silo-port"] = $"{SiloEndpointOptions.Section}:{nameof(SiloEndpointOptions.SiloPort)}",
            ["--gateway-port"] = $"{SiloEndpointOptions.Section}:{nameof(SiloEndpointOptions.GatewayPort)}",
            ["--advertise"] = $"{SiloEndpointOptions.Section}:{nameof(SiloEndpointOptions.AdvertisedAddress)}",
            ["--urls"] = "urls",
            ["--environment"] = "environment",
        });
}

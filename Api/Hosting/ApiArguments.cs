namespace OrleansMicro.Hosting;

/// <summary>The arguments of the API in a process of its own.</summary>
internal static class ApiArguments
{
    private const int DefaultPort = 8080;

    /// <summary>They and their help.</summary>
    public static CommandLine CommandLine { get; } = new(
        """
        OrleansMicro's API: REST in front of a cluster of silos. It is stateless, so run as many as you need.

        usage: Api [--port N] [--redis HOST:PORT] [--cluster-id ID] [--urls URLS] [--Section:Key VALUE]...
               Api --health [URL]
               Api --help

          --port N          port of the API on this machine (8080; 0: any free one)
          --redis ADDRESS   the Redis of the cluster (127.0.0.1:6379), as StackExchange.Redis writes it
          --cluster-id ID   the cluster (orleansmicro)
          --grpc-port N     port of gRPC (none; 0: any free one)
          --urls URLS       addresses to listen on, such as http://0.0.0.0:8080; overrides --port
          --health [URL]    asks the API at URL, or at the configured port, whether it is ready; exit code 0 if it is
          --Section:Key V   any setting, such as --Server:DrainDelay 00:00:05

        Settings come from appsettings.json, then the environment (Cluster__Redis=redis:6379),
        then the files of Server:Secrets, then the command line.
        SIGTERM: /health/ready answers 503; after Server:DrainDelay no new requests are accepted; running requests are answered; exit code 0.
        """,
        DefaultPort,
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["--port"] = $"{HttpServerOptions.Section}:{nameof(HttpServerOptions.Port)}",
            [GrpcPort.Argument] = $"{GrpcOptions.Section}:{nameof(GrpcOptions.GrpcPort)}",
            ["--redis"] = $"{ClusterConnectionOptions.Section}:{nameof(ClusterConnectionOptions.Redis)}",
            ["--cluster-id"] = $"{ClusterConnectionOptions.Section}:{nameof(ClusterConnectionOptions.Id)}",
            ["--urls"] = "urls",
            ["--environment"] = "environment",
        });
}

using OrleansMicro.Grpc;
using OrleansMicro.Hosting;

namespace OrleansMicro.Silo;

/// <summary>The arguments of single mode.</summary>
internal static class SingleArguments
{
    private const int DefaultPort = 8080;

    /// <summary>They and their help.</summary>
    public static CommandLine CommandLine { get; } = new(
        """
        OrleansMicro, a self-hosted marketplace backend: API, grains and storage in one process.

        usage: run [--port N] [--data FOLDER] [--urls URLS] [--Section:Key VALUE]...
               run cluster ...        a silo of a cluster; see 'run cluster --help'
               run --health [URL]
               run --help

          --port N          port of the API on this machine (8080; 0: any free one)
          --data FOLDER     folder of the database (data); one server at a time can use it
          --grpc-port N     port of gRPC (none; 0: any free one)
          --urls URLS       addresses to listen on, such as http://0.0.0.0:8080; overrides --port
          --health [URL]    asks the server at URL, or at the configured port, whether it is ready; exit code 0 if it is
          --Section:Key V   any setting of docs/operations.md, such as --Orders:ReservationLifetime 00:05:00

        Settings come from appsettings.json, then the environment (Server__Port=8080),
        then the files of Server:Secrets, then the command line.
        Ctrl-C or SIGTERM stops the server after all accepted requests are answered.
        """,
        DefaultPort,
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["--port"] = $"{HttpServerOptions.Section}:{nameof(HttpServerOptions.Port)}",
            [GrpcPort.Argument] = $"{GrpcOptions.Section}:{nameof(GrpcOptions.GrpcPort)}",
            ["--data"] = $"{ServerOptions.Section}:{nameof(ServerOptions.Data)}",
            ["--urls"] = "urls",
            ["--environment"] = "environment",
        });
}

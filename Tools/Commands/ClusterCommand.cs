using System.CommandLine;
using OrleansMicro.Bench.Commands;
using OrleansMicro.Tools.LocalCluster;

namespace OrleansMicro.Tools.Commands;

/// <summary><c>cluster</c>: what <c>./run --silos N --apis M</c> runs.</summary>
internal static class ClusterCommand
{
    private static readonly string[] ApiOnly = ["--Api:"];
    private static readonly string[] Both = ["--Cluster:", "--Server:", "--Logging:"];

    public static Command Create()
    {
        var silos = CommonOptions.Number("--silos", "Silo processes", 1, 1, 64);
        var apis = CommonOptions.Number("--apis", "API processes", 1, 1, 64);
        var port = CommonOptions.Number("--port", "Port of the first API, the others have those after it; 0: any free ones", 8080, 0, 65_000);
        var grpcPort = new Option<int?>("--grpc-port")
        {
            Description = "Port of gRPC of the first API, the others have those after it; 0: any free ones; without it there is no gRPC.",
        };
        var redis = new Option<string?>("--redis")
        {
            Description = "A running Redis, host:port; without it one is started, from the system's redis-server.",
        };
        var data = new Option<DirectoryInfo>("--data")
        {
            Description = "Folder of the logs and of that Redis.",
            DefaultValueFactory = _ => new DirectoryInfo("data"),
        };
        var id = new Option<string>("--cluster-id")
        {
            Description = "Names the cluster and its data in Redis.",
            DefaultValueFactory = _ => "orleansmicro",
        };
        var build = new Option<DirectoryInfo?>("--build")
        {
            Description = "Folder with Silo.dll and Api.dll of another build, to compare builds.",
        };
        var command = new Command("cluster", """
            Runs a cluster on this machine, one process for each silo and each API, until Ctrl-C.

            A process that ends unasked is restarted. Settings (--Section:Key VALUE) go to the processes that know them. The same --data gives the
            same shop again. The logs of the processes are in the folder logs of --data.
            """)
        {
            silos, apis, port, grpcPort, redis, data, id, build,
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((arguments, stop) => Outcome.Run(async progress =>
        {
            var (forSilos, forApis) = Split(arguments.UnmatchedTokens);
            await using var launcher = new Launcher(
                new LaunchPlan(
                    arguments.GetValue(silos), arguments.GetValue(apis), arguments.GetValue(port), arguments.GetValue(grpcPort),
                    arguments.GetValue(redis), arguments.GetRequiredValue(data).FullName, arguments.GetRequiredValue(id), arguments.GetValue(build),
                    forSilos, forApis),
                progress);
            return await launcher.Run(stop);
        }));
        return command;
    }

    /// <summary>Which settings go to silos and which to APIs; throws <see cref="FormatException"/> for what is no setting.</summary>
    private static (List<string> Silos, List<string> Apis) Split(IReadOnlyList<string> tokens)
    {
        var (silos, apis) = (new List<string>(), new List<string>());
        for (var i = 0; i < tokens.Count; i++)
        {
            var name = tokens[i];
            if (!name.StartsWith("--", StringComparison.Ordinal) || !name.Contains(':', StringComparison.Ordinal))
                throw new FormatException($"'{name}' is no argument of this program; see --help.");
            string[] setting = name.Contains('=', StringComparison.Ordinal) ? [name]
                : i + 1 < tokens.Count ? [name, tokens[++i]]
                : throw new FormatException($"{name} needs a value.");
            var both = StartsWithAny(name, Both);
            var apiOnly = StartsWithAny(name, ApiOnly);
            if (both || !apiOnly) silos.AddRange(setting);
            if (both || apiOnly) apis.AddRange(setting);
        }

        return (silos, apis);
    }

    private static bool StartsWithAny(string name, string[] prefixes) =>
        Array.Exists(prefixes, prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
}

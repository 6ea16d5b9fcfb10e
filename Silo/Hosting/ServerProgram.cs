using OrleansMicro.Hosting;
using OrleansMicro.Silo.Storage;

namespace OrleansMicro.Silo;

/// <summary>The executable: a whole server in one process, or a silo of a cluster.</summary>
internal static class ServerProgram
{
    private const string Single = "single";
    private const string Cluster = "cluster";

    public static Task<int> Run(string[] args)
    {
        var failures = new StartFailures(static failure => failure is SqliteStorageException);
        var (mode, rest) = args is [Single or Cluster, ..] ? (args[0], args[1..]) : (ConfiguredMode(), args);
        if (rest.Any(static arg => arg.StartsWith("--Server:Mode", StringComparison.OrdinalIgnoreCase)))
            return Refuse($"Server:Mode can't be set so; begin with '{Single}' or '{Cluster}', or set Server__Mode in the environment.");
        return mode switch
        {
            Single => new HostProgram(SingleHost.Arguments, failures, SingleHost.DefaultPort, static args => Task.FromResult(SingleHost.Create(args))).Run(rest),
            Cluster => new HostProgram(ClusterHost.Arguments, failures, ClusterHost.DefaultPort, static args => ClusterHost.Create(args)).Run(rest),
            _ => Refuse($"Server:Mode is '{mode}'; it must be '{Single}' or '{Cluster}'."),
        };
    }

    private static string ConfiguredMode() => Environment.GetEnvironmentVariable("Server__Mode") is { Length: > 0 } mode ? mode : Single;

    private static async Task<int> Refuse(string reason)
    {
        await Console.Error.WriteLineAsync($"Cannot start: {reason}");
        return 2;
    }
}

namespace OrleansMicro.Silo;

/// <summary>
/// Which of its two hosts the program runs: the first argument, else <c>Server__Mode</c> in the environment, else <c>single</c>. With <c>move</c> or
/// <c>seed</c> as the first argument it runs none.
/// </summary>
internal static class ServerMode
{
    private const string Single = "single";
    private const string Cluster = "cluster";
    private const string Move = "move";
    private const string Seed = "seed";

    /// <summary>Runs one of the four with the other arguments; gives the exit code, which is 2 for a mode that is not known.</summary>
    public static Task<int> RunAsync(
        string[] args,
        Func<string[], Task<int>> single,
        Func<string[], Task<int>> cluster,
        Func<string[], Task<int>> move,
        Func<string[], Task<int>> seed)
    {
        if (args is [Move, ..])
            return move(args[1..]);
        if (args is [Seed, ..])
            return seed(args[1..]);
        var (mode, rest) = args is [Single or Cluster, ..] ? (args[0], args[1..]) : (ConfiguredMode(), args);
        if (rest.Any(static arg => arg.StartsWith("--Server:Mode", StringComparison.OrdinalIgnoreCase)))
            return RefuseAsync($"Server:Mode is no argument; begin with '{Single}' or '{Cluster}', or set Server__Mode in the environment.");
        return mode switch
        {
            Single => single(rest),
            Cluster => cluster(rest),
            _ => RefuseAsync($"Server:Mode is '{mode}'; it must be '{Single}' or '{Cluster}'."),
        };
    }

    private static string ConfiguredMode() => Environment.GetEnvironmentVariable("Server__Mode") is { Length: > 0 } mode ? mode : Single;

    private static async Task<int> RefuseAsync(string reason)
    {
        await Console.Error.WriteLineAsync($"Cannot start: {reason}");
        return 2;
    }
}

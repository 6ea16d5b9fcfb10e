using OrleansMicro.Hosting;

namespace OrleansMicro.Silo.Move;

/// <summary>The arguments of a move.</summary>
internal static class MoveArguments
{
    public const string ToCluster = "to-cluster";
    public const string ToSingle = "to-single";
    public const string Undo = "--undo";

    /// <summary>They and their help.</summary>
    public static CommandLine CommandLine { get; } = new(
        """
        Moves a whole shop from the SQLite file of single mode into the Redis of a cluster, or back.

        usage: run move to-cluster [--data FOLDER] [--redis HOST:PORT] [--cluster-id ID] [--Section:Key VALUE]...
               run move to-single  [--data FOLDER] [--redis HOST:PORT] [--cluster-id ID] [--Section:Key VALUE]...
               run move to-cluster|to-single ... --undo

          --data FOLDER      folder of the database (data), as in single mode
          --redis ADDRESS    the Redis of the cluster (127.0.0.1:6379), as for a silo
          --cluster-id ID    the cluster (orleansmicro), as for a silo
          --Section:Key V    any other setting of a silo, such as --Cluster:RedisPassword; --Move:BatchRows N: rows in one batch (500)
          --undo             gives up an unfinished move and removes what it wrote; after a finished one opens the source again and closes the target

        Stop the server, all silos and all APIs first. The target must be empty. Grain states and reminders are copied as they are, so orders in
        flight continue at the target. Then all rows of both places are compared. If the command is interrupted or killed, repeat it: it continues.
        Until the move is finished, neither place can be started; afterwards only the target. The data of the source stay unchanged.

        Exit code 0: moved. 1: rows differ, the first 20 on standard error; the move is not finished. 2: refused, with the reason.
        The last line of standard output is JSON.
        """,
        defaultPort: 0,
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["--data"] = $"{ServerOptions.Section}:{nameof(ServerOptions.Data)}",
            ["--redis"] = $"{ClusterConnectionOptions.Section}:{nameof(ClusterConnectionOptions.Redis)}",
            ["--cluster-id"] = $"{ClusterConnectionOptions.Section}:{nameof(ClusterConnectionOptions.Id)}",
        });
}

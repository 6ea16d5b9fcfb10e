using OrleansMicro.Bench.Api;
using OrleansMicro.Bench.Common;
using OrleansMicro.Tools.LocalCluster;

namespace OrleansMicro.Tests.EndToEnd.Cluster;

/// <summary>Real silos, APIs and a Redis as processes of this machine.</summary>
internal sealed class ClusterProcesses : IAsyncDisposable
{
    private static readonly TimeSpan RetryTimeout = TimeSpan.FromSeconds(60);
    private readonly List<IDisposable> _clients = [];

    private ClusterProcesses(ClusterPlan plan) => Nodes = new ClusterNodes(plan);

    public ClusterNodes Nodes { get; }

    /// <summary>For what the bench has to tell.</summary>
    public static Progress Silence { get; } = new(TextWriter.Null, rewrite: false, TimeProvider.System);

    /// <summary>A cluster of no process yet, which write their logs into a folder.</summary>
    public static ClusterProcesses None(string redis, string clusterId, string logs) =>
        new(new() { Redis = redis, ClusterId = clusterId, Logs = logs });

    /// <summary>Starts silos, one first and then the others together, and then APIs.</summary>
    public static Task<ClusterProcesses> Start(string redis, string clusterId, int silos, int apis, params string[] apiArguments) =>
        Start(new() { Redis = redis, ClusterId = clusterId, ApiArguments = apiArguments }, silos, apis);

    /// <inheritdoc cref="Start(string, string, int, int, string[])"/>
    public static Task<ClusterProcesses> Start(
        string redis, string clusterId, int silos, int apis, IReadOnlyDictionary<string, string> environment) =>
        Start(new() { Redis = redis, ClusterId = clusterId, Environment = environment }, silos, apis);

    private static async Task<ClusterProcesses> Start(ClusterPlan plan, int silos, int apis)
    {
        var cluster = new ClusterProcesses(plan);
        try
        {
            await cluster.Nodes.StartSilo(CancellationToken.None);
            await Task.WhenAll(Enumerable.Range(1, silos - 1).Select(_ => cluster.Nodes.StartSilo(CancellationToken.None)));
            await Task.WhenAll(Enumerable.Range(0, apis).Select(_ => cluster.Nodes.StartApi(0, CancellationToken.None)));
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>A client of the APIs that run now.</summary>
    public ApiClient Client()
    {
        var client = new ApiClient(Nodes.Urls, connections: 64, new Retry(RetryTimeout), TimeProvider.System);
        _clients.Add(client);
        return client;
    }

    /// <summary>What every process wrote, for a failing test's message.</summary>
    public string Output => string.Join("\n\n", Nodes.Silos.Concat(Nodes.Apis).Select(node => $"{node.Name}:\n{node.Output}"));

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
            client.Dispose();
        await Nodes.DisposeAsync();
    }
}

using System.Collections.Concurrent;
using Orleans.Runtime;

namespace Orleans.Hosting;

/// <summary>The clusters of this process by cluster id and gateway port, so that clients in the process find them.</summary>
internal static class LocalClusters
{
    /// <summary>Cluster and service id of clusters on one machine.</summary>
    public const string DefaultId = "dev";

    private static readonly ConcurrentDictionary<(string ClusterId, int GatewayPort), InMemoryCluster> Known = new();

    /// <summary>Makes a cluster known.</summary>
    public static void Add(string clusterId, int gatewayPort, InMemoryCluster cluster) => Known[(clusterId, gatewayPort)] = cluster;

    /// <summary>Forgets a cluster.</summary>
    public static void Remove(string clusterId, int gatewayPort, InMemoryCluster cluster) =>
        Known.TryRemove(KeyValuePair.Create((clusterId, gatewayPort), cluster));

    /// <summary>The cluster with one of the ports, or null.</summary>
    public static InMemoryCluster? Find(string clusterId, int[] gatewayPorts)
    {
        foreach (var port in gatewayPorts)
        {
            if (Known.TryGetValue((clusterId, port), out var cluster))
                return cluster;
        }

        return null;
    }
}

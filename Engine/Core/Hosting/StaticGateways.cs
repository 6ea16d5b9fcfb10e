using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;
using Orleans.Runtime.Tcp;

namespace Orleans.Hosting;

/// <summary>Clients that know some gateways and learn of the others from them.</summary>
internal static class StaticGateways
{
    /// <summary>Lets a client use the cluster in this process that has one of the ports, or else connect.</summary>
    public static void Add(IServiceCollection services, IPEndPoint[] endpoints)
    {
        services.AddSingleton(provider => new Place(LocalClusters.Find(
            provider.GetRequiredService<IOptions<ClusterOptions>>().Value.ClusterId, [.. endpoints.Select(static endpoint => endpoint.Port)])));
        services.Replace(ServiceDescriptor.Singleton<IMembership>(static provider =>
            provider.GetRequiredService<Place>().InProcess is { } cluster ? cluster.Membership : new PushedMembership()));
        services.Replace(ServiceDescriptor.Singleton<ITransport>(provider =>
            provider.GetRequiredService<Place>().InProcess is { } cluster
                ? cluster.Network.CreateTransport()
                : TcpTransportServices.MakeForClient(provider, endpoints)));
    }

    private sealed record Place(InMemoryCluster? InProcess);
}

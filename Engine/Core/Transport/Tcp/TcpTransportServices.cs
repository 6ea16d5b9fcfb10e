using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Connections.Security;
using Orleans.Runtime;
using Orleans.Runtime.Tcp;

namespace Orleans.Hosting;

/// <summary>Makes silos and clients talk over TCP.</summary>
internal static class TcpTransportServices
{
    /// <summary>Replaces the in-memory transport of a silo or client by TCP; done again for the same host, it changes nothing.</summary>
    public static IServiceCollection AddTcpTransport(this IServiceCollection services)
    {
        if (services.Any(static service => service.ServiceType == typeof(TcpTransport)))
            return services;
        var isSilo = services.Any(static service => service.ServiceType == typeof(Silo));
        services.AddSingleton<TcpTransport>(isSilo ? MakeForSilo : static provider => MakeForClient(provider));
        services.Replace(ServiceDescriptor.Singleton<ITransport>(static provider => provider.GetRequiredService<TcpTransport>()));
        return services;
    }

    /// <summary>Makes the transport of a client that may know endpoints to begin with.</summary>
    public static TcpTransport MakeForClient(IServiceProvider provider, params IPEndPoint[] staticGateways)
    {
        var messaging = provider.GetRequiredService<IOptions<ClientMessagingOptions>>().Value;
        return new TcpTransport(Settings(provider, messaging) with { StaticGateways = staticGateways });
    }

    private static TcpTransport MakeForSilo(IServiceProvider provider)
    {
        var endpoints = provider.GetRequiredService<IOptions<EndpointOptions>>().Value;
        var messaging = provider.GetRequiredService<IOptions<SiloMessagingOptions>>().Value;
        return new TcpTransport(Settings(provider, messaging) with
        {
            SiloEndpoint = endpoints.SiloListeningEndpoint ?? new IPEndPoint(endpoints.AdvertisedIPAddress, endpoints.SiloPort),
            GatewayEndpoint = endpoints.GatewayListeningEndpoint
                ?? (endpoints.GatewayPort > 0 ? new IPEndPoint(endpoints.AdvertisedIPAddress, endpoints.GatewayPort) : null),
        });
    }

    private static TcpTransportSettings Settings(IServiceProvider provider, MessagingOptions messaging)
    {
        var cluster = provider.GetRequiredService<IOptions<ClusterOptions>>().Value;
        var options = provider.GetRequiredService<IOptions<TcpTransportOptions>>().Value;
        return new TcpTransportSettings
        {
            ClusterId = cluster.ClusterId,
            ServiceId = cluster.ServiceId,
            Membership = provider.GetRequiredService<IMembership>(),
            RetryFilter = provider.GetService<IClientConnectionRetryFilter>(),
            Tls = provider.GetService<TlsOptions>(),
            Options = options,
            MaxFrameBytes = options.MaxFrameBytes ?? (int)Math.Min((long)messaging.MaxMessageHeaderSize + messaging.MaxMessageBodySize, Array.MaxLength / 2),
            Time = EngineTime.Of(provider, TimeProviderNames.Messaging),
            Logger = provider.GetRequiredService<ILogger<TcpTransport>>(),
        };
    }
}

using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Orleans.Hosting;

/// <summary>Clustering of silos.</summary>
public static class CoreHostingExtensions
{
    /// <summary>
    /// Makes the silo a cluster of its own. Clients in this process reach it without a network; for others, also call
    /// <see cref="EndpointOptionsExtensions.ConfigureEndpoints(ISiloBuilder, IPAddress, int, int, bool)"/>, which lets it listen.
    /// </summary>
    public static ISiloBuilder UseLocalhostClustering(
        this ISiloBuilder builder,
        int siloPort = EndpointOptions.DEFAULT_SILO_PORT,
        int gatewayPort = EndpointOptions.DEFAULT_GATEWAY_PORT,
        IPEndPoint? primarySiloEndpoint = null,
        string serviceId = "dev",
        string clusterId = "dev")
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Configure<EndpointOptions>(options =>
        {
            options.AdvertisedIPAddress = IPAddress.Loopback;
            options.SiloPort = siloPort;
            options.GatewayPort = gatewayPort;
        });
        builder.Services.Configure<ClusterOptions>(options =>
        {
            options.ServiceId = serviceId;
            options.ClusterId = clusterId;
        });
        return builder;
    }

    /// <summary>Orleans compatibility: this engine makes no activities of its own, and .NET carries those of callers along.</summary>
    public static ISiloBuilder AddActivityPropagation(this ISiloBuilder builder) => builder;
}

/// <summary>Endpoints of silos.</summary>
public static class EndpointOptionsExtensions
{
    /// <summary>Sets the ports, and lets the silo listen on them.</summary>
    /// <param name="builder">The silo.</param>
    /// <param name="siloPort">Port for other silos.</param>
    /// <param name="gatewayPort">Port for clients; 0 takes none.</param>
    /// <param name="addressFamily">Kind of the advertised address.</param>
    /// <param name="listenOnAnyHostAddress">Whether to listen on all addresses of the machine, not only on the advertised one.</param>
    public static ISiloBuilder ConfigureEndpoints(
        this ISiloBuilder builder,
        int siloPort,
        int gatewayPort,
        AddressFamily addressFamily = AddressFamily.InterNetwork,
        bool listenOnAnyHostAddress = false)
    {
        var address = HostAddresses.Find(addressFamily)
            ?? throw new OrleansConfigurationException($"This machine has no address of kind {addressFamily}; set EndpointOptions.AdvertisedIPAddress.");
        return builder.ConfigureEndpoints(address, siloPort, gatewayPort, listenOnAnyHostAddress);
    }

    /// <summary>Sets address and ports, and lets the silo listen on them.</summary>
    /// <param name="builder">The silo.</param>
    /// <param name="advertisedIP">The address that other silos and clients use.</param>
    /// <param name="siloPort">Port for other silos.</param>
    /// <param name="gatewayPort">Port for clients; 0 takes none.</param>
    /// <param name="listenOnAnyHostAddress">Whether to listen on all addresses of the machine, not only on the advertised one.</param>
    public static ISiloBuilder ConfigureEndpoints(
        this ISiloBuilder builder, IPAddress advertisedIP, int siloPort, int gatewayPort, bool listenOnAnyHostAddress = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(advertisedIP);
        builder.Services.Configure<EndpointOptions>(options =>
        {
            options.AdvertisedIPAddress = advertisedIP;
            options.SiloPort = siloPort;
            options.GatewayPort = gatewayPort;
            if (listenOnAnyHostAddress)
            {
                options.SiloListeningEndpoint = new IPEndPoint(IPAddress.Any, siloPort);
                options.GatewayListeningEndpoint = new IPEndPoint(IPAddress.Any, gatewayPort);
            }
        });
        builder.Services.AddTcpTransport();
        return builder;
    }
}

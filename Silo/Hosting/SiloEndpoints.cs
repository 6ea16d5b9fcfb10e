using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using OrleansMicro.Hosting;

namespace OrleansMicro.Silo;

/// <summary>Settles the addresses and ports that <see cref="SiloEndpointOptions"/> leaves open.</summary>
internal sealed class SiloEndpoints(IOptions<SiloEndpointOptions> options, RedisConnection redis) : IConfigureOptions<EndpointOptions>
{
    public void Configure(EndpointOptions endpoints)
    {
        var settings = options.Value;
        var free = LocalPorts.FindTwo();
        var advertised = settings.AdvertisedAddress.Length > 0 ? IPAddress.Parse(settings.AdvertisedAddress) : redis.LocalAddress;
        var listen = settings.ListenAddress.Length > 0 ? IPAddress.Parse(settings.ListenAddress) : ListenAddressFor(advertised);
        endpoints.AdvertisedIPAddress = advertised;
        endpoints.SiloPort = settings.SiloPort == 0 ? free.Silo : settings.SiloPort;
        endpoints.GatewayPort = settings.GatewayPort == 0 ? free.Gateway : settings.GatewayPort;
        endpoints.SiloListeningEndpoint = new IPEndPoint(listen, settings.SiloListenPort == 0 ? endpoints.SiloPort : settings.SiloListenPort);
        endpoints.GatewayListeningEndpoint = new IPEndPoint(listen, endpoints.GatewayPort);
    }

    /// <summary>Throws <see cref="StartException"/> if a port of the silo is in use, before the silo joins its cluster.</summary>
    public static void RefuseBusyPorts(IServiceProvider services)
    {
        var endpoints = services.GetRequiredService<IOptions<EndpointOptions>>().Value;
        BusyPorts.Refuse([endpoints.SiloListeningEndpoint!], "--silo-port");
        BusyPorts.Refuse([endpoints.GatewayListeningEndpoint!], "--gateway-port");
    }

    private static IPAddress ListenAddressFor(IPAddress advertised) =>
        IPAddress.IsLoopback(advertised) ? advertised
        : advertised.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any
        : IPAddress.Any;
}

using System.Net;

namespace OrleansMicro.Silo;

/// <summary>Where a silo is: what it tells the others, and what it listens on.</summary>
/// <param name="Advertised">The address that others use.</param>
/// <param name="SiloPort">The port that other silos use.</param>
/// <param name="GatewayPort">The port that the APIs use.</param>
/// <param name="SiloListener">What it listens on for silos.</param>
/// <param name="GatewayListener">What it listens on for APIs.</param>
internal sealed record SiloPlace(IPAddress Advertised, int SiloPort, int GatewayPort, IPEndPoint SiloListener, IPEndPoint GatewayListener)
{
    /// <summary>Settles what the settings leave open.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="routed">The local address on the route to Redis.</param>
    public static SiloPlace Of(SiloSettings settings, IPAddress routed)
    {
        var advertised = settings.AdvertisedAddress.Length > 0 ? IPAddress.Parse(settings.AdvertisedAddress) : routed;
        var listen = settings.ListenAddress.Length > 0 ? IPAddress.Parse(settings.ListenAddress)
            : IPAddress.IsLoopback(advertised) ? advertised
            : advertised.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any;
        var free = LocalPorts.FindTwo();
        var silo = settings.SiloPort == 0 ? free.Silo : settings.SiloPort;
        var gateway = settings.GatewayPort == 0 ? free.Gateway : settings.GatewayPort;
        var siloListen = settings.SiloListenPort == 0 ? silo : settings.SiloListenPort;
        return new(advertised, silo, gateway, new IPEndPoint(listen, siloListen), new IPEndPoint(listen, gateway));
    }
}

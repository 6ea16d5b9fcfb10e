using System.Net;
using OrleansMicro.Hosting;

namespace OrleansMicro.Silo;

/// <summary>How a silo takes part in a cluster; configuration section <c>Cluster</c>.</summary>
public sealed class SiloSettings : ClusterSettings
{
    /// <summary>Settings with a silo's defaults.</summary>
    public SiloSettings() => CallTimeout = TimeSpan.FromSeconds(5);

    /// <summary>The port for other silos, 0 for any free one.</summary>
    public int SiloPort { get; set; } = 11_111;

    /// <summary>The port for the APIs, 0 for any free one.</summary>
    public int GatewayPort { get; set; } = 30_000;

    /// <summary>The IP address at which others reach this silo. Empty: the address on the route to Redis.</summary>
    public string AdvertisedAddress { get; set; } = "";

    /// <summary>The IP address to listen on. Empty: all, or loopback alone if that is what is advertised.</summary>
    public string ListenAddress { get; set; } = "";

    /// <summary>The port to listen on for other silos where it is not the advertised one, as behind a forwarder. 0: it is.</summary>
    public int SiloListenPort { get; set; }

    /// <summary>
    /// The processor use, in percent of the cores that the process may use, above which the silo refuses calls from APIs. 1 to 100; 100: never. See
    /// <see cref="SiloLimits.ShedLoad"/>.
    /// </summary>
    public int ShedCpuAbove { get; set; } = 100;

    /// <inheritdoc/>
    public override IEnumerable<string> Errors()
    {
        foreach (var error in base.Errors())
            yield return error;
        if (SiloPort is < 0 or > 65_535)
            yield return $"{Section}:{nameof(SiloPort)} is {SiloPort}; it must be from 0 to 65535.";
        if (GatewayPort is < 0 or > 65_535)
            yield return $"{Section}:{nameof(GatewayPort)} is {GatewayPort}; it must be from 0 to 65535.";
        if (SiloListenPort is < 0 or > 65_535)
            yield return $"{Section}:{nameof(SiloListenPort)} is {SiloListenPort}; it must be from 0 to 65535.";
        if (ShedCpuAbove is < 1 or > 100)
            yield return $"{Section}:{nameof(ShedCpuAbove)} is {ShedCpuAbove}; it must be from 1 to 100.";
        if (AdvertisedAddress.Length > 0 && (!IPAddress.TryParse(AdvertisedAddress, out var address) || IsAny(address)))
            yield return $"{Section}:{nameof(AdvertisedAddress)} is '{AdvertisedAddress}'; it must be the IP address of one interface.";
        if (ListenAddress.Length > 0 && !IPAddress.TryParse(ListenAddress, out _))
            yield return $"{Section}:{nameof(ListenAddress)} is '{ListenAddress}'; it must be an IP address.";
    }

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
}

namespace OrleansMicro.Silo;

/// <summary>Where a silo is reached by the other processes of its cluster, and when it refuses calls; configuration section <c>Cluster</c>.</summary>
public sealed class SiloEndpointOptions
{
    /// <summary>The name of the configuration section.</summary>
    public const string Section = "Cluster";

    /// <summary>The port for other silos, 0 for any free one. 0 to 65535.</summary>
    public int SiloPort { get; set; } = 11_111;

    /// <summary>The port for APIs, 0 for any free one. 0 to 65535.</summary>
    public int GatewayPort { get; set; } = 30_000;

    /// <summary>The IP address at which others reach this silo. Empty: the address on the route to Redis.</summary>
    public string AdvertisedAddress { get; set; } = "";

    /// <summary>The IP address to listen on. Empty: all addresses, or loopback alone if that is the advertised address.</summary>
    public string ListenAddress { get; set; } = "";

    /// <summary>
    /// The port to listen on for other silos if it differs from the advertised one, as behind a forwarder. 0: the same port. 0 to 65535.
    /// </summary>
    public int SiloListenPort { get; set; }

    /// <summary>
    /// The processor use, in percent of the cores that the process can use, above which the silo refuses calls from APIs. 1 to 100; 100: never. See
    /// <see cref="SiloLimits.ShedLoad"/>.
    /// </summary>
    public int ShedCpuAbove { get; set; } = 100;
}

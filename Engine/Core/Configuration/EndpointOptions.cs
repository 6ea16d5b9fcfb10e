using System.Net;

namespace Orleans.Configuration;

/// <summary>Where a silo is reached.</summary>
public class EndpointOptions
{
    /// <summary>Default port between silos.</summary>
    public const int DEFAULT_SILO_PORT = 11111;

    /// <summary>Default port for clients.</summary>
    public const int DEFAULT_GATEWAY_PORT = 30000;

    /// <summary>The address that other silos and clients use.</summary>
    public IPAddress AdvertisedIPAddress { get; set; } = IPAddress.Loopback;

    /// <summary>Port for other silos.</summary>
    public int SiloPort { get; set; } = DEFAULT_SILO_PORT;

    /// <summary>Port for clients; 0 takes none.</summary>
    public int GatewayPort { get; set; } = DEFAULT_GATEWAY_PORT;

    /// <summary>What to listen on for silos, if it isn't the advertised address.</summary>
    public IPEndPoint? SiloListeningEndpoint { get; set; }

    /// <summary>What to listen on for clients, if it isn't the advertised address.</summary>
    public IPEndPoint? GatewayListeningEndpoint { get; set; }
}

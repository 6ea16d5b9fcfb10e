using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Runtime.Tcp;
using OrleansMicro.Bench.Cluster;

namespace OrleansMicro.Tests.Engine.Internals.Transport;

/// <summary>Makes nodes that talk over TCP on the loopback interface.</summary>
internal static class TcpNodes
{
    public const string ClusterId = "tests";
    public const string ServiceId = "shop";

    /// <summary>Limits under which a test needn't wait long.</summary>
    public static TcpTransportOptions Quick => new()
    {
        HeartbeatPeriod = TimeSpan.FromMilliseconds(100),
        FirstRetryDelay = TimeSpan.FromMilliseconds(10),
        MaxRetryDelay = TimeSpan.FromMilliseconds(50),
        MaxSilentPeriods = 50,
    };

    /// <summary>Settings of a silo.</summary>
    public static TcpTransportSettings Settings(TcpTransportOptions? options = null, ILogger? logger = null, int maxFrameBytes = 20_000_000) => new()
    {
        ClusterId = ClusterId,
        ServiceId = ServiceId,
        Membership = new InMemoryMembership(),
        Options = options ?? Quick,
        MaxFrameBytes = maxFrameBytes,
        Time = TimeProvider.System,
        Logger = logger ?? NullLogger.Instance,
    };

    /// <summary>Starts a silo; with the endpoint of another that has ended, if one is given.</summary>
    public static TransportNode Silo(TcpTransportSettings settings, SiloAddress? old = null, int gatewayPort = 0)
    {
        var address = SiloAddress.New(IPAddress.Loopback, old?.Endpoint.Port ?? FreePorts.Next(), SiloAddress.AllocateNewGeneration());
        return new TransportNode(
            new TcpTransport(settings with
            {
                SiloEndpoint = address.Endpoint,
                GatewayEndpoint = gatewayPort == 0 ? null : new IPEndPoint(IPAddress.Loopback, gatewayPort),
            }),
            address);
    }

    public static TcpTransport Tcp(this TransportNode node) => (TcpTransport)node.Transport;
}

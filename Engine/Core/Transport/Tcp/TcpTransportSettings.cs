using System.Net;
using Microsoft.Extensions.Logging;
using Orleans.Connections.Security;

namespace Orleans.Runtime.Tcp;

/// <summary>What a <see cref="TcpTransport"/> is made of.</summary>
internal sealed record TcpTransportSettings
{
    /// <summary>The cluster; others are refused.</summary>
    public required string ClusterId { get; init; }

    /// <summary>The service; others are refused.</summary>
    public required string ServiceId { get; init; }

    /// <summary>What to listen on for silos; null for a client.</summary>
    public IPEndPoint? SiloEndpoint { get; init; }

    /// <summary>What to listen on for clients; null for none.</summary>
    public IPEndPoint? GatewayEndpoint { get; init; }

    /// <summary>Where a client looks for a first silo while it knows no members.</summary>
    public IPEndPoint[] StaticGateways { get; init; } = [];

    /// <summary>Who is in the cluster.</summary>
    public required IMembership Membership { get; init; }

    /// <summary>Whether to go on after a client has failed to reach its cluster.</summary>
    public IClientConnectionRetryFilter? RetryFilter { get; init; }

    /// <summary>Encryption; null for none.</summary>
    public TlsOptions? Tls { get; init; }

    /// <summary>Limits.</summary>
    public required TcpTransportOptions Options { get; init; }

    /// <summary>Largest frame, in bytes.</summary>
    public required int MaxFrameBytes { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Takes what is worth telling.</summary>
    public required ILogger Logger { get; init; }
}

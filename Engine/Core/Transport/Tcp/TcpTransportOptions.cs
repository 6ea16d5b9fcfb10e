namespace Orleans.Runtime.Tcp;

/// <summary>Limits of the TCP transport. They are not part of Orleans' API, so the application keeps the defaults; tests make them small.</summary>
internal sealed class TcpTransportOptions
{
    /// <summary>How long connecting, and greeting on a new connection, may take.</summary>
    public TimeSpan HandshakeTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How many connections to one port may be greeting at a time; a further one costs the oldest its place.</summary>
    public int MaxHandshakes { get; set; } = 256;

    /// <summary>How many clients one silo serves.</summary>
    public int MaxClients { get; set; } = 10_000;

    /// <summary>Largest frame, in bytes; by default what the messaging options allow for header and body.</summary>
    public int? MaxFrameBytes { get; set; }

    /// <summary>Bytes that may wait for one peer before further ones are refused. One frame may be larger.</summary>
    public int MaxQueuedBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>How often a connection that is silent says that it lives.</summary>
    public TimeSpan HeartbeatPeriod { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>After how many heartbeat periods without a byte a peer is taken for dead.</summary>
    public int MaxSilentPeriods { get; set; } = 8;

    /// <summary>Wait after a first failed attempt to connect; it doubles with each further one.</summary>
    public TimeSpan FirstRetryDelay { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Longest wait between attempts to connect.</summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How long leaving waits for the peers.</summary>
    public TimeSpan LeaveTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Newest version of the wire protocol that is spoken.</summary>
    public int ProtocolVersion { get; set; } = WireProtocol.Version;

    /// <summary>Oldest version of the wire protocol that is still spoken.</summary>
    public int OldestProtocolVersion { get; set; } = WireProtocol.OldestVersion;
}

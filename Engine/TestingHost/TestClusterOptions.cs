using System.Globalization;

namespace Orleans.TestingHost;

/// <summary>How the silos of a test cluster are connected; here always in memory.</summary>
public enum ConnectionTransportType
{
    /// <summary>By TCP.</summary>
    TcpSocket = 0,

    /// <summary>In memory.</summary>
    InMemory = 1,

    /// <summary>By Unix domain sockets.</summary>
    UnixSocket = 2,
}

/// <summary>Options of a test cluster.</summary>
public class TestClusterOptions
{
    /// <summary>The cluster id.</summary>
    public string ClusterId { get; set; } = "";

    /// <summary>The service id.</summary>
    public string ServiceId { get; set; } = "";

    /// <summary>First silo port; no port is opened.</summary>
    public int BaseSiloPort { get; set; } = 11111;

    /// <summary>First client port; no port is opened.</summary>
    public int BaseGatewayPort { get; set; } = 30000;

    /// <summary>How many silos the cluster starts with.</summary>
    public short InitialSilosCount { get; set; } = 2;

    /// <summary>Whether a client is started with the cluster.</summary>
    public bool InitializeClientOnDeploy { get; set; } = true;

    /// <summary>Whether every silo takes clients.</summary>
    public bool GatewayPerSilo { get; set; } = true;

    /// <summary>Orleans compatibility: the membership is always that of the test cluster.</summary>
    public bool UseTestClusterMembership { get; set; } = true;

    /// <summary>Orleans compatibility: silos always run the same grains.</summary>
    public bool AssumeHomogenousSilosForTesting { get; set; } = true;

    /// <summary>Orleans compatibility: no log files are written.</summary>
    public bool ConfigureFileLogging { get; set; }

    /// <summary>Orleans compatibility: there are no environment statistics.</summary>
    public bool UseRealEnvironmentStatistics { get; set; }

    /// <summary>Orleans compatibility: the transport is always in memory, by encoded bytes.</summary>
    public ConnectionTransportType ConnectionTransport { get; set; } = ConnectionTransportType.InMemory;

    /// <summary>Type names of the silos' configurators.</summary>
    public List<string?> SiloBuilderConfiguratorTypes { get; } = [];

    /// <summary>Type names of the client's configurators.</summary>
    public List<string?> ClientBuilderConfiguratorTypes { get; } = [];

    /// <summary>The options as configuration values.</summary>
    public Dictionary<string, string?> ToDictionary() => new()
    {
        [nameof(ClusterId)] = ClusterId,
        [nameof(ServiceId)] = ServiceId,
        ["Orleans:" + nameof(ClusterId)] = ClusterId,
        ["Orleans:" + nameof(ServiceId)] = ServiceId,
        [nameof(InitialSilosCount)] = InitialSilosCount.ToString(CultureInfo.InvariantCulture),
        [nameof(BaseSiloPort)] = BaseSiloPort.ToString(CultureInfo.InvariantCulture),
        [nameof(BaseGatewayPort)] = BaseGatewayPort.ToString(CultureInfo.InvariantCulture),
        [nameof(InitializeClientOnDeploy)] = InitializeClientOnDeploy.ToString(),
    };
}

using Microsoft.Extensions.Hosting;

namespace Orleans.TestingHost;

/// <summary>Options of an <see cref="InProcessTestCluster"/>.</summary>
public sealed class InProcessTestClusterOptions
{
    /// <summary>The cluster id.</summary>
    public string ClusterId { get; set; } = InProcessTestClusterBuilder.CreateClusterId();

    /// <summary>The service id.</summary>
    public string ServiceId { get; set; } = Guid.NewGuid().ToString("N");

    /// <summary>How many silos the cluster starts with.</summary>
    public short InitialSilosCount { get; set; } = 1;

    /// <summary>Whether a client is started with the cluster.</summary>
    public bool InitializeClientOnDeploy { get; set; } = true;

    /// <summary>Whether every silo takes clients.</summary>
    public bool GatewayPerSilo { get; set; } = true;

    /// <summary>Orleans compatibility: silos always run the same grains.</summary>
    public bool AssumeHomogenousSilosForTesting { get; set; } = true;

    /// <summary>Orleans compatibility: no log files are written.</summary>
    public bool ConfigureFileLogging { get; set; }

    /// <summary>Orleans compatibility: there are no environment statistics.</summary>
    public bool UseRealEnvironmentStatistics { get; set; }

    /// <summary>What configures the hosts of silos.</summary>
    public List<Action<InProcessTestSiloSpecificOptions, IHostApplicationBuilder>> SiloHostConfigurationDelegates { get; } = [];

    /// <summary>What configures the host of the client.</summary>
    public List<Action<IHostApplicationBuilder>> ClientHostConfigurationDelegates { get; } = [];
}

/// <summary>Facts about one silo of an <see cref="InProcessTestCluster"/>.</summary>
public sealed class InProcessTestSiloSpecificOptions
{
    /// <summary>The silo's name.</summary>
    public string SiloName { get; set; } = "";

    /// <summary>The silo's port; it is not opened.</summary>
    public int SiloPort { get; set; }

    /// <summary>The silo's port for clients; it is not opened.</summary>
    public int GatewayPort { get; set; }
}

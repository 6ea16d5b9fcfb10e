using Microsoft.Extensions.Configuration;

namespace Orleans.TestingHost;

/// <summary>Makes test clusters: several silos and a client in one process.</summary>
public class TestClusterBuilder
{
    private readonly List<Action<IConfigurationBuilder>> _configureHost = [];

    /// <summary>Starts with two silos.</summary>
    public TestClusterBuilder() : this(2)
    {
    }

    /// <summary>Starts with a number of silos.</summary>
    public TestClusterBuilder(short initialSilosCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(initialSilosCount, (short)1);
        Options = new TestClusterOptions
        {
            InitialSilosCount = initialSilosCount,
            ClusterId = CreateClusterId(),
            ServiceId = Guid.NewGuid().ToString("N"),
        };
    }

    /// <summary>Options of the cluster.</summary>
    public TestClusterOptions Options { get; }

    /// <summary>Configuration values for silos and client.</summary>
    public Dictionary<string, string?> Properties { get; } = [];

    /// <summary>A cluster id that no other cluster has.</summary>
    public static string CreateClusterId() => $"testcluster-{Guid.NewGuid():N}";

    /// <summary>Adds a configurator of the silos: an <see cref="ISiloConfigurator"/>, an <see cref="IHostConfigurator"/> or both.</summary>
    /// <exception cref="ArgumentException">The type is neither.</exception>
    public TestClusterBuilder AddSiloBuilderConfigurator<T>()
        where T : new()
    {
        if (!typeof(ISiloConfigurator).IsAssignableFrom(typeof(T)) && !typeof(IHostConfigurator).IsAssignableFrom(typeof(T)))
            throw new ArgumentException($"The type {typeof(T)} is not assignable to either {nameof(ISiloConfigurator)} or {nameof(IHostConfigurator)}");
        Options.SiloBuilderConfiguratorTypes.Add(typeof(T).AssemblyQualifiedName);
        return this;
    }

    /// <summary>Adds a configurator of the client: an <see cref="IClientBuilderConfigurator"/>, an <see cref="IHostConfigurator"/> or both.</summary>
    /// <exception cref="ArgumentException">The type is neither.</exception>
    public TestClusterBuilder AddClientBuilderConfigurator<T>()
        where T : new()
    {
        if (!typeof(IClientBuilderConfigurator).IsAssignableFrom(typeof(T)) && !typeof(IHostConfigurator).IsAssignableFrom(typeof(T)))
            throw new ArgumentException($"The type {typeof(T)} is not assignable to either {nameof(IClientBuilderConfigurator)} or {nameof(IHostConfigurator)}");
        Options.ClientBuilderConfiguratorTypes.Add(typeof(T).AssemblyQualifiedName);
        return this;
    }

    /// <summary>Adds configuration of silos and client.</summary>
    public TestClusterBuilder ConfigureHostConfiguration(Action<IConfigurationBuilder> configureDelegate)
    {
        _configureHost.Add(configureDelegate);
        return this;
    }

    /// <summary>Makes the cluster; it is started by <see cref="TestCluster.DeployAsync"/>.</summary>
    public TestCluster Build()
    {
        var configuration = new ConfigurationBuilder();
        configuration.AddInMemoryCollection(Options.ToDictionary());
        configuration.AddInMemoryCollection(Properties);
        foreach (var configure in _configureHost)
            configure(configuration);
        return new TestCluster(Options, [.. configuration.Sources]);
    }
}

using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Orleans.TestingHost;

/// <summary>Makes the hosts of a <see cref="TestCluster"/>.</summary>
internal sealed class TestClusterHosts(TestClusterOptions options, IReadOnlyList<IConfigurationSource> sources)
{
    /// <summary>Makes the host of a silo.</summary>
    public IHost CreateSilo(InMemoryCluster cluster, string name, short number)
    {
        var builder = CreateBuilder();
        builder.ConfigureHostConfiguration(configuration => configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["SiloName"] = name,
            ["SiloPort"] = (options.BaseSiloPort + number).ToString(CultureInfo.InvariantCulture),
        }));
        builder.UseOrleans((_, silo) =>
        {
            silo.Services.AddSingleton(cluster);
            silo.Services.Configure<ClusterOptions>(SetCluster);
            silo.Services.Configure<SiloOptions>(target => target.SiloName = name);
            silo.Services.Configure<EndpointOptions>(target =>
            {
                target.SiloPort = options.BaseSiloPort + number;
                target.GatewayPort = options.BaseGatewayPort + number;
            });
        });
        foreach (var configurator in Instances(options.SiloBuilderConfiguratorTypes))
        {
            if (configurator is IHostConfigurator host)
                host.Configure(builder);
            if (configurator is ISiloConfigurator silo)
                builder.UseOrleans((_, siloBuilder) => silo.Configure(siloBuilder));
        }

        return builder.Build();
    }

    /// <summary>Makes the host of a client.</summary>
    public IHost CreateClient(InMemoryCluster cluster)
    {
        var builder = CreateBuilder();
        builder.UseOrleansClient((_, client) =>
        {
            client.Services.AddSingleton(cluster);
            client.Services.Configure<ClusterOptions>(SetCluster);
        });
        foreach (var configurator in Instances(options.ClientBuilderConfiguratorTypes))
        {
            if (configurator is IHostConfigurator host)
                host.Configure(builder);
            if (configurator is IClientBuilderConfigurator client)
                builder.UseOrleansClient((context, clientBuilder) => client.Configure(context.Configuration, clientBuilder));
        }

        return builder.Build();
    }

    private static IEnumerable<object> Instances(IEnumerable<string?> typeNames) =>
        typeNames.Select(static name => Activator.CreateInstance(Type.GetType(name!, throwOnError: true)!)!);

    private IHostBuilder CreateBuilder() => new HostBuilder().ConfigureHostConfiguration(configuration =>
    {
        foreach (var source in sources)
            configuration.Add(source);
    });

    private void SetCluster(ClusterOptions target)
    {
        target.ClusterId = options.ClusterId;
        target.ServiceId = options.ServiceId;
    }
}

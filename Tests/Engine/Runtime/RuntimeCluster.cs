using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.TestingHost;

namespace OrleansMicro.Tests.Engine.Runtime;

/// <summary>Two silos with memory storage and reminders, and calls that time out soon. A test uses keys of its own.</summary>
public class RuntimeCluster : IAsyncLifetime
{
    /// <summary>How long calls wait for their answer.</summary>
    public static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(3);

    private static int _lastId;

    public InProcessTestCluster Cluster { get; private set; } = null!;

    public IGrainFactory Grains => Cluster.Client;

    protected virtual short Silos => 2;

    /// <summary>A key that no other test has.</summary>
    public static string NewKey() => $"key-{Interlocked.Increment(ref _lastId)}";

    public async Task InitializeAsync()
    {
        var builder = new InProcessTestClusterBuilder(Silos);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddMemoryGrainStorage("Default");
            silo.UseInMemoryReminderService();
            silo.Services.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = ResponseTimeout);
            silo.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Critical));
            Configure(silo);
        });
        builder.ConfigureClient(client =>
        {
            client.Services.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = ResponseTimeout);
            Configure(client);
        });
        Cluster = builder.Build();
        await Cluster.DeployAsync();
    }

    public async Task DisposeAsync()
    {
        await Cluster.StopAllSilosAsync();
        await Cluster.DisposeAsync();
    }

    protected virtual void Configure(ISiloBuilder silo)
    {
    }

    protected virtual void Configure(IClientBuilder client)
    {
    }
}

/// <summary>The tests that share one cluster; they run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class RuntimeTests : ICollectionFixture<RuntimeCluster>
{
    public const string Name = "engine runtime";
}

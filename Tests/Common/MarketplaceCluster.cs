using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Orleans.Reminders;
using Orleans.Storage;
using Orleans.TestingHost;

namespace OrleansMicro.Tests.Common;

/// <summary>
/// Two silos in this process, or as many as a fixture needs, with all grains of the marketplace and <see cref="TestStorage"/>. The grains have a
/// clock that only tests move; Orleans itself keeps the real one. Shared by the tests of a collection, so a test uses ids of its own
/// (<see cref="NewId"/>).
/// </summary>
public class MarketplaceCluster : IAsyncLifetime
{
    private static readonly string[] RealTime =
    [
        TimeProviderNames.ActivationManagement, TimeProviderNames.GrainDirectory, TimeProviderNames.Membership, TimeProviderNames.Messaging,
        TimeProviderNames.SystemTimers, ReminderTimeProviderNames.Reminders,
    ];

    private static int _lastId;
    private readonly InProcessTestCluster _cluster;

    public MarketplaceCluster()
        : this(2)
    {
    }

    protected MarketplaceCluster(short silos)
    {
        Activity = new ClusterActivity(Clock);
        Storage = new TestStorage(Activity.Signal);
        var builder = new InProcessTestClusterBuilder(silos);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton<TimeProvider>(Clock);
            foreach (var area in RealTime)
                silo.Services.AddKeyedSingleton(area, TimeProvider.System);
            silo.AddIncomingGrainCallFilter(Activity);
            silo.Services.AddKeyedSingleton<IGrainStorage>("Default", Storage);
            silo.Services.AddSingleton<IGrainStorage>(Storage);
            silo.Services.AddMarketplaceGrains(silo.Configuration);
            silo.UseInMemoryReminderService();
            silo.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Error));
            ConfigureSilo(silo);
        });
        _cluster = builder.Build();
    }

    public TestStorage Storage { get; }

    /// <summary>The time of the grains and their timers.</summary>
    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    /// <summary>What happens in the cluster, for tests that wait.</summary>
    public ClusterActivity Activity { get; }

    public InProcessTestCluster Cluster => _cluster;

    public IGrainFactory Grains => _cluster.Client;

    /// <summary>An identifier that no other test has.</summary>
    public static string NewId(string prefix) => $"{prefix}-{Interlocked.Increment(ref _lastId)}";

    public Task InitializeAsync() => _cluster.DeployAsync();

    public async Task DisposeAsync()
    {
        await _cluster.StopAllSilosAsync();
        await _cluster.DisposeAsync();
    }

    /// <summary>For fixtures that need more, such as another payment provider.</summary>
    protected virtual void ConfigureSilo(ISiloBuilder silo)
    {
    }
}

/// <summary>The tests that share one cluster. They run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class MarketplaceTests : ICollectionFixture<MarketplaceCluster>
{
    public const string Name = "marketplace";
}

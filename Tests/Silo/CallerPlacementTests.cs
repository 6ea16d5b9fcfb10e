using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Statistics;
using OrleansMicro.Carts;
using OrleansMicro.Customers;
using OrleansMicro.Silo;
using OrleansMicro.Tests.Common;
using OrleansMicro.Tests.Orders;

namespace OrleansMicro.Tests.Silo;

/// <summary>Where grains of a purchase are activated.</summary>
[Collection(MarketplaceTests.Name)]
public sealed class CallerPlacementTests : IAsyncLifetime
{
    private readonly UnevenCluster _cluster = new();

    public Task InitializeAsync() => _cluster.InitializeAsync();

    public Task DisposeAsync() => _cluster.DisposeAsync();

    private SiloAddress Gateway => _cluster.Cluster.Silos[0].SiloAddress;

    [Fact]
    public async Task Cart_order_and_customer_are_on_the_silo_of_the_gateway()
    {
        // Somewhat busier than the other silo, as happens by chance. First so busy that the cluster must know of it.
        _cluster.Report(Gateway, percent: 90);
        await _cluster.CartsGoTo(Gateway, isThere: silo => silo != Gateway);
        _cluster.Report(Gateway, percent: 30);
        await _cluster.CartsGoTo(Gateway, isThere: silo => silo == Gateway);

        var product = await _cluster.Grains.Stocked(10);
        for (var i = 0; i < 5; i++)
        {
            var customer = MarketplaceCluster.NewId("customer");
            var cart = _cluster.GrainsOf(Gateway).GetGrain<ICartGrain>(customer);
            Assert.True((await cart.PutLine(new PutCartLine("put", product.SellerId, product.ProductId, 1), Caller.Operator)).Accepted);
            var order = await _cluster.Bought(customer);

            Assert.Equal(Gateway, await _cluster.SiloOf(cart));
            Assert.Equal(Gateway, await _cluster.SiloOf(_cluster.Grains.Order(order.OrderId)));
            Assert.Equal(Gateway, await _cluster.SiloOf(_cluster.Grains.GetGrain<ICustomerGrain>(customer)));
        }
    }

    [Fact]
    public async Task New_carts_of_busy_gateways_go_to_a_silo_that_has_joined()
    {
        foreach (var silo in _cluster.Cluster.Silos)
            _cluster.Report(silo.SiloAddress, percent: 50);
        await _cluster.CartsGoTo(Gateway, isThere: silo => silo == Gateway);

        var joined = await _cluster.Cluster.StartAdditionalSiloAsync();

        await _cluster.CartsGoTo(Gateway, isThere: silo => silo == joined.SiloAddress);
    }
}

/// <summary>A cluster whose silos report the processor use that a test wants; 5 % by default.</summary>
internal sealed class UnevenCluster : MarketplaceCluster
{
    private readonly ConcurrentDictionary<SiloAddress, int> _percent = [];

    /// <summary>Sets the processor use that a silo reports.</summary>
    public void Report(SiloAddress silo, int percent) => _percent[silo] = percent;

    /// <summary>Waits until a new cart that is called through a gateway is placed as a condition says.</summary>
    public Task CartsGoTo(SiloAddress gateway, Func<SiloAddress?, bool> isThere) => Activity.Until(
        async () =>
        {
            var cart = GrainsOf(gateway).GetGrain<ICartGrain>(NewId("probe"));
            await cart.Get(Caller.Operator);
            return isThere(await SiloOf(cart));
        },
        "a new cart is where it belongs");

    /// <summary>What a gateway does: a call from outside is placed as one of the silo itself.</summary>
    public IGrainFactory GrainsOf(SiloAddress silo) =>
        Cluster.Silos.Single(handle => handle.SiloAddress.Equals(silo)).ServiceProvider.GetRequiredService<IGrainFactory>();

    public async Task<SiloAddress?> SiloOf(IAddressable grain) => await Grains.GetGrain<IManagementGrain>(0).GetActivationAddress(grain);

    protected override void ConfigureSilo(ISiloBuilder silo)
    {
        silo.PlaceBesideCallers();
        silo.Configure<DeploymentLoadPublisherOptions>(options => options.DeploymentLoadPublisherRefreshTime = TimeSpan.FromMilliseconds(50));
        silo.Services.AddSingleton<IEnvironmentStatisticsProvider>(services => new Reported(
            () => _percent.GetValueOrDefault(services.GetRequiredService<ILocalSiloDetails>().SiloAddress, 5)));
    }

    // The constructor of the figures is internal.
    private sealed class Reported(Func<int> percent) : IEnvironmentStatisticsProvider
    {
        private static readonly ConstructorInfo Create =
            typeof(EnvironmentStatistics).GetConstructors(BindingFlags.NonPublic | BindingFlags.Instance).Single();

        public EnvironmentStatistics GetEnvironmentStatistics()
        {
            var use = (float)percent();
            return (EnvironmentStatistics)Create.Invoke([use, use, 1L << 30, 1L << 30, 1L << 31, 1L << 31, 1L << 32]);
        }
    }
}

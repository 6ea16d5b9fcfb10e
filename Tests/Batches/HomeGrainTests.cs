using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using OrleansMicro.Batches;
using OrleansMicro.Stock;
using OrleansMicro.Tests.Common;

namespace OrleansMicro.Tests.Batches;

/// <summary>Grains whose home becomes another silo.</summary>
public sealed class HomeGrainTests(HomeGrainTests.GrowingCluster cluster) : IClassFixture<HomeGrainTests.GrowingCluster>
{
    [Fact]
    public async Task Stock_goes_to_a_new_silo_with_its_reservations()
    {
        List<string> keys = [];
        for (var i = 0; i < 40; i++)
        {
            var (seller, product) = await cluster.Grains.Stocked(5);
            keys.Add(Ids.ProductKey(seller, product));
            await Reserve(keys[^1], "o1", 3);
        }

        var joined = await cluster.Cluster.StartAdditionalSiloAsync();
        await cluster.Activity.Until(() => cluster.Cluster.Silos.All(silo => Active(silo.SiloAddress).Length == 3), "all silos see the new one");

        // The first reservation finds out. The next one, at the new home, knows of both.
        foreach (var key in keys)
            await Reserve(key, "o2", 1);
        var moved = keys.Where(key => Home.For(key, Active(joined.SiloAddress).AsSpan()).Equals(joined.SiloAddress)).ToList();
        Assert.NotEmpty(moved);
        foreach (var key in moved)
            await cluster.Activity.Until(async () => joined.SiloAddress.Equals(await Place(key)), $"{key} moves");

        foreach (var key in keys)
        {
            Assert.Equal(RefusalCodes.OutOfStock, (await Stock(key).Reserve(new ReserveStock("o3", 2, TimeSpan.FromHours(1), 1))).Refusal?.Code);
            Assert.True((await Stock(key).Confirm(new OrderToken("o1", 1))).Accepted);
        }
    }

    private ImmutableArray<SiloAddress> Active(SiloAddress silo) =>
        cluster.Cluster.GetSiloServiceProvider(silo).GetRequiredService<IClusterSilos>().Active;

    private IStockGrain Stock(string key) => cluster.Grains.GetGrain<IStockGrain>(key);

    private async Task Reserve(string key, string order, int units) =>
        Assert.True((await Stock(key).Reserve(new ReserveStock(order, units, TimeSpan.FromHours(1), 1))).Accepted);

    private async Task<SiloAddress?> Place(string key)
    {
        // A moved stock is activated by its next call.
        await Stock(key).Get(Caller.Operator);
        return await cluster.Grains.GetGrain<IManagementGrain>(0).GetActivationAddress(Stock(key));
    }

    public sealed class GrowingCluster() : MarketplaceCluster(2);
}

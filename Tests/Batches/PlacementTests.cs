using Microsoft.Extensions.DependencyInjection;
using OrleansMicro.Batches;
using OrleansMicro.Catalog;
using OrleansMicro.Sellers;
using OrleansMicro.Stock;
using OrleansMicro.Tests.Common;

namespace OrleansMicro.Tests.Batches;

/// <summary>Where Orleans activates the grains of a product and a seller, and batch grains.</summary>
public sealed class PlacementTests(ThreeSilos cluster) : IClassFixture<ThreeSilos>
{
    [Fact]
    public async Task A_product_and_its_stock_are_at_home()
    {
        HashSet<SiloAddress> homes = [];
        for (var i = 0; i < 20; i++)
        {
            var (seller, product) = await cluster.Grains.Stocked(1);
            var key = Ids.ProductKey(seller, product);
            var home = Home.For(key, Silos().Active.AsSpan());

            Assert.Equal(home, await Place(cluster.Grains.GetGrain<IProductGrain>(key)));
            Assert.Equal(home, await Place(cluster.Grains.GetGrain<IStockGrain>(key)));
            homes.Add(home);
        }

        Assert.Equal(3, homes.Count);
    }

    [Fact]
    public async Task A_ledger_is_at_home()
    {
        var (seller, _) = await cluster.Grains.Stocked(1);
        var ledger = cluster.Grains.GetGrain<ISellerLedgerGrain>(seller);
        await ledger.GetDashboard(Caller.Operator);

        Assert.Equal(Home.For(seller, Silos().Active.AsSpan()), await Place(ledger));
    }

    [Fact]
    public async Task A_batch_grain_is_on_the_silo_of_its_key()
    {
        foreach (var silo in cluster.Cluster.Silos.Select(static silo => silo.SiloAddress))
        {
            var batch = cluster.Grains.GetGrain<IBatchGrain>(silo.ToParsableString());
            await batch.GetProducts([]);

            Assert.Equal(silo, await Place(batch));
        }
    }

    [Fact]
    public async Task A_batch_for_a_silo_that_is_gone_is_carried_out()
    {
        var (seller, product) = await cluster.Grains.Stocked(5);
        var first = cluster.Cluster.Silos[0].SiloAddress;
        var gone = SiloAddress.New(first.Endpoint, first.Generation - 1);

        var answers = await cluster.Grains.GetGrain<IBatchGrain>(gone.ToParsableString())
            .Reserve([Reserve(Ids.ProductKey(seller, product), "o1"), Reserve(Ids.ProductKey(seller, "unknown"), "o1")]);

        Assert.Equal([null, RefusalCodes.OutOfStock], answers.Select(static answer => answer.Value!.Refusal?.Code));
    }

    [Fact]
    public async Task An_exception_of_a_grain_is_the_answer_of_its_command()
    {
        var (seller, product) = await cluster.Grains.Stocked(5);
        var (one, two) = (Ids.ProductKey(seller, product), Ids.ProductKey(seller, await cluster.Grains.Product(seller, 5)));
        var batch = cluster.Grains.GetGrain<IBatchGrain>(Home.For(one, Silos().Active.AsSpan()).ToParsableString());
        await batch.Reserve([Reserve(one, "o2"), Reserve(two, "o2")]);
        cluster.Storage.FailWrites("stock", one);

        var answers = await batch.Confirm([new(one, new OrderToken("o2", 1)), new(two, new OrderToken("o2", 1))]);

        Assert.IsType<IOException>(answers[0].Failure);
        Assert.True(answers[1].Value!.Accepted);
    }

    private static BatchItem<ReserveStock> Reserve(string key, string order) => new(key, new ReserveStock(order, 2, TimeSpan.FromMinutes(1), 1));

    private IClusterSilos Silos() =>
        cluster.Cluster.GetSiloServiceProvider(cluster.Cluster.Silos[0].SiloAddress).GetRequiredService<IClusterSilos>();

    private async Task<SiloAddress> Place(IAddressable grain) => (await cluster.Grains.GetGrain<IManagementGrain>(0).GetActivationAddress(grain))!;
}

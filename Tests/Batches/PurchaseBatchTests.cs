using OrleansMicro.Orders;
using OrleansMicro.Tests.Common;
using OrleansMicro.Tests.Orders;
using Xunit.Abstractions;

namespace OrleansMicro.Tests.Batches;

/// <summary>What purchases of five lines send between three silos, with and without batches.</summary>
public sealed class PurchaseBatchTests(ThreeSilos cluster, ThreeSilosWithoutBatches before, ITestOutputHelper output)
    : IClassFixture<ThreeSilos>, IClassFixture<ThreeSilosWithoutBatches>
{
    private const int Lines = 5;
    private const int Purchases = 12;

    [Fact]
    public async Task A_purchase_sends_one_message_per_silo_and_step()
    {
        var products = await Stocked(cluster);
        var confirmed = 0;
        for (var i = 0; i < Purchases; i++)
        {
            cluster.Calls.Clear();
            await Buy(cluster, products);

            Assert.InRange(Count(cluster, "Reserve"), 0, 2);
            Assert.InRange(Count(cluster, "Confirm"), 0, 2);
            Assert.InRange(cluster.Calls["IBatchGrain.Enter"] + cluster.Calls["ISellerLedgerGrain.Enter"], 0, 2);
            Assert.InRange(cluster.Calls["IBatchGrain.GetProducts"], 0, 2);
            confirmed += Count(cluster, "Confirm");
        }

        // Five lines are on one silo now and then, but not always.
        Assert.NotEqual(0, confirmed);
    }

    [Fact]
    public async Task Batches_save_messages_between_silos()
    {
        var (with, without) = (await Measure(cluster), await Measure(before));
        output.WriteLine($"with batches {with:F1}, without {without:F1} calls between silos per purchase of {Lines} lines");

        Assert.InRange(with, 0.1, 0.75 * without);
    }

    private async Task<double> Measure(ThreeSilos shop)
    {
        var products = await Stocked(shop);
        await Buy(shop, products);
        shop.Calls.Clear();
        for (var i = 0; i < Purchases; i++)
            await Buy(shop, products);

        // What is forgotten travels later, for many orders.
        await shop.Activity.Until(() => shop.Calls["IStockGrain.Forget"] + shop.Calls["IBatchGrain.Forget"] > 0, "stocks forget");
        output.WriteLine(shop.Calls.ToString());
        var forEvents = shop.Calls["IEventLogGrain.Append"] + shop.Calls["IEventIndexGrain.Announce"] + shop.Calls["IEventIndexGrain.Withdraw"];
        return (double)(shop.Calls.Total - forEvents) / Purchases;
    }

    private static int Count(ThreeSilos shop, string method) => shop.Calls[$"IBatchGrain.{method}"] + shop.Calls[$"IStockGrain.{method}"];

    private static async Task<List<(string Seller, string Product)>> Stocked(ThreeSilos shop)
    {
        List<(string, string)> products = [];
        for (var i = 0; i < Lines; i++)
            products.Add(await shop.Grains.Stocked(1_000));
        return products;
    }

    private static async Task Buy(ThreeSilos shop, List<(string Seller, string Product)> products)
    {
        var customer = MarketplaceCluster.NewId("customer");
        foreach (var product in products)
            await shop.Grains.Put(customer, product);
        Assert.Equal(OrderStatus.Paid, (await shop.Bought(customer)).Status);
    }
}

using OrleansMicro.Orders;
using OrleansMicro.Tests.Common;

namespace OrleansMicro.Tests.Orders;

/// <summary>Each row that a checkout writes fails to be written, or is written and the answer lost.</summary>
[Collection(MarketplaceTests.Name)]
public sealed class StorageFaultTests(MarketplaceCluster cluster)
{
    private IGrainFactory Grains => cluster.Grains;

    [Theory]
    [InlineData("order", 1, 1)]
    [InlineData("order", 2, 2)]
    [InlineData("acquirer", 0, 1)]
    [InlineData("acquirer", 1, 2)]
    [InlineData("stock", 1, 2)]
    [InlineData("stock", 2, 1)]
    public async Task A_failed_write_delays_the_order_and_breaks_nothing(string state, int after, int times)
    {
        foreach (var lost in new[] { false, true })
        {
            var (customer, product) = (MarketplaceCluster.NewId("customer"), await Grains.Stocked(5));
            await Grains.Put(customer, product, 2);
            var orderId = Ids.OrderId(customer, "key");
            var key = state switch { "stock" => Ids.ProductKey(product.SellerId, product.ProductId), "customer" => customer, _ => orderId };
            cluster.Storage.FailAfter(state, key, after, times, lost);

            await Grains.Checkout(customer);
            var order = await cluster.Ended(orderId);

            Assert.Equal(OrderStatus.Paid, order.Status);
            await Grains.CheckPromises(order);
            await cluster.CheckStock(product, 5, 2);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_order_that_could_not_be_listed_is_accepted_by_the_repeat(bool lost)
    {
        var (customer, product) = (MarketplaceCluster.NewId("customer"), await Grains.Stocked(5));
        await Grains.Put(customer, product);
        cluster.Storage.FailAfter("customer", customer, 0, 1, lost);

        await Assert.ThrowsAnyAsync<Exception>(() => Grains.Checkout(customer));
        Assert.True((await Grains.Checkout(customer)).Accepted);

        var order = await cluster.Ended(Ids.OrderId(customer, "key"));
        Assert.Equal(OrderStatus.Paid, order.Status);
        await Grains.CheckPromises(order);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_order_whose_placing_failed_is_placed_by_the_repeat(bool lost)
    {
        var (customer, product) = (MarketplaceCluster.NewId("customer"), await Grains.Stocked(5));
        await Grains.Put(customer, product);
        var orderId = Ids.OrderId(customer, "key");
        cluster.Storage.FailAfter("order", orderId, 0, 1, lost);

        await Assert.ThrowsAnyAsync<Exception>(() => Grains.Checkout(customer));
        Assert.True((await Grains.Checkout(customer)).Accepted);

        var order = await cluster.Ended(orderId);
        Assert.Equal(OrderStatus.Paid, order.Status);
        await Grains.CheckPromises(order);
    }

    [Theory]
    [InlineData("order", 3)]
    [InlineData("order", 4)]
    [InlineData("order", 5)]
    [InlineData("acquirer", 1)]
    public async Task A_failed_write_delays_a_cancellation_and_breaks_nothing(string state, int after)
    {
        foreach (var lost in new[] { false, true })
        {
            var (customer, product) = (MarketplaceCluster.NewId("customer"), await Grains.Stocked(5));
            await Grains.Put(customer, product, 2);
            var orderId = Ids.OrderId(customer, "key");
            cluster.Storage.FailAfter(state, orderId, after, 1, lost);
            await cluster.Bought(customer);

            await cluster.Activity.Until(() => Accepted(orderId), "the cancellation is accepted");

            var order = await cluster.Ended(orderId);
            Assert.Equal(OrderStatus.Cancelled, order.Status);
            await Grains.CheckPromises(order);
            await cluster.CheckStock(product, 5, 0);
        }
    }

    private async Task<bool> Accepted(string orderId)
    {
        try
        {
            return (await Grains.Order(orderId).Cancel(new CancelOrder("c1", null), Caller.Operator)).Accepted;
        }
        catch (Exception exception) when (exception is IOException or OrleansException or TimeoutException)
        {
            // A fault, not an answer: the customer asks again.
            return false;
        }
    }
}

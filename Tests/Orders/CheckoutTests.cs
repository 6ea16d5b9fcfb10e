using OrleansMicro.Catalog;
using OrleansMicro.Orders;
using OrleansMicro.Tests.Common;

namespace OrleansMicro.Tests.Orders;

[Collection(MarketplaceTests.Name)]
public sealed class CheckoutTests(MarketplaceCluster cluster)
{
    private IGrainFactory Grains => cluster.Grains;

    [Fact]
    public async Task A_cart_of_several_sellers_becomes_one_paid_order()
    {
        var (customer, one, two) = (MarketplaceCluster.NewId("customer"), await Grains.Stocked(5), await Grains.Stocked(7, 300));
        await Grains.Put(customer, one, 2);
        await Grains.Put(customer, two);

        var order = await cluster.Bought(customer);

        Assert.Equal((OrderStatus.Paid, 1450L), (order.Status, order.Total.Minor));
        await Grains.CheckPromises(order);
        await cluster.CheckStock(one, 5, 2);
        await cluster.CheckStock(two, 7, 1);
        Assert.Equal(
            ["placed", "reserved", "authorised", "confirmed", "captured", "paid"],
            (await Grains.Order(order.OrderId).GetHistory(Caller.Operator)).Select(e => e.Type));
    }

    [Fact]
    public async Task A_checkout_writes_no_row_more_often_than_it_must()
    {
        var (customer, product) = (MarketplaceCluster.NewId("customer"), await Grains.Stocked(5));
        await Grains.Put(customer, product);

        var order = await cluster.Bought(customer);

        // Placed, capturing, paid. The first two are the intents of holding and of taking the money. The last one has the payment and the shipment.
        Assert.Equal(3, cluster.Storage.Writes("order", order.OrderId));
        Assert.Equal(0, cluster.Storage.Writes("payment", order.OrderId));
        Assert.Equal(1, cluster.Storage.Writes("acquirer", order.OrderId));
        Assert.Equal(0, cluster.Storage.Writes("shipment", order.OrderId));
        Assert.Equal(1, cluster.Storage.Writes("customer", customer));

        // The line, then the lock; that the order has ended is the order's to know.
        Assert.Equal(2, cluster.Storage.Writes("cart", customer));

        // No order of an earlier version can be in a cart that this version made.
        Assert.Equal(0, cluster.Activity.Begun(nameof(IOrderGrain.Peek), Ids.EarlierOrderId(customer, "key")));
    }

    [Fact]
    public async Task A_declined_payment_gives_everything_back()
    {
        var (customer, product) = (MarketplaceCluster.NewId("customer"), await Grains.Stocked(5));
        await Grains.Put(customer, product, 2);

        var order = await cluster.Bought(customer, "tok_decline");

        Assert.Equal((OrderStatus.Rejected, RefusalCodes.PaymentDeclined), (order.Status, order.ReasonCode));
        await Grains.CheckPromises(order);
        await cluster.CheckStock(product, 5, 0);
    }

    [Fact]
    public async Task A_line_out_of_stock_rejects_the_order_and_says_which()
    {
        var (customer, plenty, few) = (MarketplaceCluster.NewId("customer"), await Grains.Stocked(5), await Grains.Stocked(1));
        await Grains.Put(customer, plenty);
        await Grains.Put(customer, few, 2);

        var order = await cluster.Bought(customer);

        Assert.Equal((OrderStatus.Rejected, RefusalCodes.OutOfStock), (order.Status, order.ReasonCode));
        Assert.Equal(few.ProductId, Assert.Single(order.Lines, line => line.ReasonCode == RefusalCodes.OutOfStock).ProductId);
        await Grains.CheckPromises(order);
        await cluster.CheckStock(plenty, 5, 0);
        await cluster.CheckStock(few, 1, 0);
    }

    [Fact]
    public async Task A_partial_checkout_buys_and_charges_what_there_is()
    {
        var (customer, plenty, few) = (MarketplaceCluster.NewId("customer"), await Grains.Stocked(5), await Grains.Stocked(1));
        await Grains.Put(customer, plenty);
        await Grains.Put(customer, few, 2);

        var order = await cluster.Bought(customer, partial: true);

        Assert.Equal((OrderStatus.Paid, 550L), (order.Status, order.Total.Minor));
        Assert.Equal([OrderLineStatus.Confirmed, OrderLineStatus.Refused], order.Lines.Select(line => line.Status));
        await Grains.CheckPromises(order);
        await cluster.CheckStock(plenty, 5, 1);
        await cluster.CheckStock(few, 1, 0);
    }

    [Fact]
    public async Task A_price_that_changed_since_the_cart_saw_it_places_no_order()
    {
        var (customer, product) = (MarketplaceCluster.NewId("customer"), await Grains.Stocked(5));
        await Grains.Put(customer, product);
        await Grains.GetGrain<IProductGrain>(Ids.ProductKey(product.SellerId, product.ProductId))
            .SetPrice(new SetProductPrice("price", new Money(501, "GBP")), Caller.Operator);

        var refused = await Grains.Checkout(customer);

        Assert.Equal(RefusalCodes.PriceChanged, refused.Refusal?.Code);
        Assert.Null(await Grains.Order(Ids.OrderId(customer, "key")).Get(Caller.Operator));
    }

    [Theory]
    [InlineData("tok_timeout")]
    [InlineData("tok_twice")]
    public async Task The_card_is_charged_once_if_the_provider_answers_twice(string method)
    {
        var (customer, product) = (MarketplaceCluster.NewId("customer"), await Grains.Stocked(5));
        await Grains.Put(customer, product);

        var order = await cluster.Bought(customer, method);

        Assert.Equal(OrderStatus.Paid, order.Status);
        Assert.True((await Grains.Books(order.OrderId)).Requests >= 4, "both requests were repeated");
        await Grains.CheckPromises(order);
    }

    [Fact]
    public async Task The_same_checkout_ten_times_at_once_is_one_order()
    {
        var (customer, product) = (MarketplaceCluster.NewId("customer"), await Grains.Stocked(50));
        await Grains.Put(customer, product, 3);

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Grains.Checkout(customer)));

        Assert.All(answers, answer => Assert.True(answer.Accepted, answer.Refusal?.Message));
        var order = await cluster.Ended(Assert.Single(answers.Select(answer => answer.Value!.Order.OrderId).Distinct()));
        Assert.Equal(OrderStatus.Paid, order.Status);
        await Grains.CheckPromises(order);
        await cluster.CheckStock(product, 50, 3);
    }

    [Fact]
    public async Task Placing_the_same_order_many_times_at_once_places_it_once()
    {
        var (customer, product) = (MarketplaceCluster.NewId("customer"), await Grains.Stocked(50));
        var place = World.Sample.Order(customer, "tok_ok", false, World.Sample.Line(Ids.ProductKey(product.SellerId, product.ProductId)));
        var order = Grains.Order(Ids.OrderId(customer, "key"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => order.Place(place)));

        Assert.All(answers, answer => Assert.True(answer.Accepted));
        var ended = await cluster.Ended(answers[0].Value!.OrderId);
        Assert.Equal(1, (await Grains.Books(ended.OrderId)).Captures);
        await cluster.CheckStock(product, 50, 1);
    }

    [Fact]
    public async Task The_same_key_with_another_request_is_refused()
    {
        var (customer, product) = (MarketplaceCluster.NewId("customer"), await Grains.Stocked(5));
        await Grains.Put(customer, product);
        await cluster.Bought(customer);

        Assert.Equal(RefusalCodes.IdempotencyKeyReused, (await Grains.Checkout(customer, print: "another")).Refusal?.Code);
        Assert.Equal(OrderStatus.Paid, (await Grains.Checkout(customer)).Value?.Order.Status);
    }

    [Fact]
    public async Task Two_carts_that_race_for_the_last_unit_have_one_winner()
    {
        var product = await Grains.Stocked(1);
        var customers = Enumerable.Range(0, 8).Select(_ => MarketplaceCluster.NewId("customer")).ToArray();
        foreach (var customer in customers)
            await Grains.Put(customer, product);

        var orders = await Task.WhenAll(customers.Select(customer => cluster.Bought(customer)));

        Assert.Single(orders, order => order.Status == OrderStatus.Paid);
        foreach (var order in orders)
            await Grains.CheckPromises(order);
        await cluster.CheckStock(product, 1, 1);
    }
}

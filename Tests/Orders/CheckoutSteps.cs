using OrleansMicro.Carts;
using OrleansMicro.Customers;
using OrleansMicro.Orders;
using OrleansMicro.Payments;
using OrleansMicro.Sellers;
using OrleansMicro.Shipments;
using OrleansMicro.Tests.Common;

namespace OrleansMicro.Tests.Orders;

/// <summary>What tests of the checkout do, and what must hold after each of them.</summary>
internal static class CheckoutSteps
{
    public static async Task Put(this IGrainFactory grains, string customer, (string Seller, string Product) product, int quantity = 1)
    {
        var put = await grains.GetGrain<ICartGrain>(customer)
            .PutLine(new PutCartLine(MarketplaceCluster.NewId("put"), product.Seller, product.Product, quantity), Caller.Operator);
        Assert.True(put.Accepted, put.Refusal?.Message);
    }

    public static Task<Result<CheckoutResult>> Checkout(
        this IGrainFactory grains, string customer, string key = "key", string method = "tok_ok", bool partial = false, string print = "f") =>
        grains.GetGrain<ICartGrain>(customer).Checkout(
            new CheckoutCart(Ids.OrderId(customer, key), new OrderTerms(print, method, ShopSteps.Home, partial))
            {
                EarlierOrderId = Ids.EarlierOrderId(customer, key),
            },
            Caller.Operator);

    public static async Task<Order> Bought(this MarketplaceCluster cluster, string customer, string method = "tok_ok", bool partial = false)
    {
        var placed = await cluster.Grains.Checkout(customer, method: method, partial: partial);
        Assert.True(placed.Accepted, placed.Refusal?.Message);
        return await cluster.Ended(placed.Value.Order.OrderId);
    }

    public static async Task<Order> Ended(this MarketplaceCluster cluster, string orderId)
    {
        for (var attempt = 0; ; attempt++)
        {
            var waiting = cluster.Grains.Order(orderId).WaitForEnd(Limits.MaxCallWait, Caller.Operator);
            var order = await cluster.Activity.Await(waiting, $"order {orderId} ends");
            Assert.NotNull(order);
            if (!order.InFlight)
                return order;
            Assert.True(attempt < 10, $"{orderId} is still {order.Status}");
        }
    }

    public static IOrderGrain Order(this IGrainFactory grains, string orderId) => grains.GetGrain<IOrderGrain>(orderId);

    public static IShipmentGrain Shipment(this IGrainFactory grains, string orderId) => grains.GetGrain<IShipmentGrain>(orderId);

    public static Task<AcquirerBooks> Books(this IGrainFactory grains, string orderId) =>
        grains.GetGrain<ISimulatedAcquirerGrain>(orderId).GetBooks(Caller.Operator);

    /// <summary>Promises 3, 4 and 8 for an ended order, read through the grains.</summary>
    public static async Task CheckPromises(this IGrainFactory grains, Order order)
    {
        var taken = order.Status is OrderStatus.Paid or OrderStatus.Cancelled ? order.Total.Minor : 0;
        var returned = order.Status == OrderStatus.Cancelled ? taken : 0;
        var books = await grains.Books(order.OrderId);
        Assert.Equal(taken > 0 ? 1 : 0, books.Captures);
        Assert.Equal((taken, returned), (books.CapturedMinor, books.RefundedMinor));
        Assert.Equal((taken, returned), (order.Captured.Minor, order.Refunded.Minor));
        Assert.True(books.Authorisations <= 1 && (taken > 0 || books.Authorisations == books.Voids), $"money is still held: {books}");

        var shipment = await grains.Shipment(order.OrderId).Get(Caller.Operator);
        var sellers = order.Lines.Where(line => line.Status != OrderLineStatus.Refused).Select(line => line.SellerId).Distinct();
        Assert.Equal(order.Status == OrderStatus.Rejected ? [] : sellers, shipment?.Packages.Select(package => package.SellerId) ?? []);
        foreach (var package in shipment?.Packages ?? [])
            await grains.CheckLedger(order, package);

        Assert.Single((await grains.GetGrain<ICustomerGrain>(order.CustomerId).ListOrders(null, 100, Caller.Operator))!.Items, order.OrderId);
        var cart = await grains.GetGrain<ICartGrain>(order.CustomerId).Get(Caller.Operator);
        Assert.Null(cart.CheckoutOrderId);
        var left = order.Lines.Where(line => order.Status == OrderStatus.Rejected || line.Status == OrderLineStatus.Refused);
        Assert.Equal(left.Select(line => (line.ProductId, line.Quantity)), cart.Lines.Select(line => (line.ProductId, line.Quantity)));
    }

    /// <summary>Promises 1 and 2 for a product that only ended orders bought.</summary>
    public static async Task CheckStock(this MarketplaceCluster cluster, (string Seller, string Product) product, int initial, int sold)
    {
        var stock = cluster.Grains.Stock(product.Seller, product.Product);
        await cluster.Activity.Until(async () => (await stock.Get(Caller.Operator))!.Reserved == 0, "no reservation is left");
        var level = (await stock.Get(Caller.Operator))!;
        Assert.Equal((initial - sold, (long)sold), (level.OnHand, level.Sold));
    }

    private static async Task CheckLedger(this IGrainFactory grains, Order order, Package package)
    {
        var expected = ShipmentRules.ToLedgerStatus(package.Status);
        var entries = (await grains.GetGrain<ISellerLedgerGrain>(package.SellerId).List(null, 100, null, Caller.Operator))!.Items;
        var entry = Assert.Single(entries, entry => entry.OrderId == order.OrderId);
        Assert.Equal((expected, package.Lines.Sum(line => line.Amount.Minor)), (entry.Status, entry.Amount.Minor));
    }
}

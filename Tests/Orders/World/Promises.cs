using OrleansMicro.Orders;
using OrleansMicro.Payments;
using OrleansMicro.Sellers;
using OrleansMicro.Shipments;

namespace OrleansMicro.Tests.Orders.World;

/// <summary>The promises of DESIGN section 7 that a saga can break, checked once nothing is in flight.</summary>
internal static class Promises
{
    public static void Check(CheckoutWorld world, IReadOnlyCollection<string> orders, IReadOnlyCollection<string> products)
    {
        Assert.Empty(world.Chaos.Violations);
        foreach (var id in orders)
        {
            CheckMoney(world, id);
            CheckOrder(world, id);
        }

        foreach (var key in products)
            CheckStock(world, key, orders);
    }

    /// <summary>Promise 3: captured is 0 or exactly the total, taken once; refunds never exceed captures.</summary>
    public static void CheckMoney(CheckoutWorld world, string id)
    {
        var (order, payment) = (world.Order(id), world.Payment(id));
        var books = world.Provider.Books.GetValueOrDefault(id) ?? new AcquirerState();
        var taken = order.Step is OrderStep.Paid or OrderStep.Cancelled ? order.Total.Minor : 0;
        var returned = order.Step == OrderStep.Cancelled ? taken : 0;

        Assert.Equal(taken > 0 ? 1 : 0, books.Captures);
        Assert.Equal(taken, books.CapturedMinor);
        Assert.Equal(taken, order.Captured.Minor);
        Assert.Equal(taken, payment.Captured.Minor);
        Assert.Equal(returned, books.RefundedMinor);
        Assert.Equal(returned, order.Refunded.Minor);
        Assert.Equal(returned, payment.Refunded.Minor);
        Assert.True(books.Authorisations <= 1, "held twice");
        Assert.True(
            taken > 0 || books.HeldMinor == 0,
            $"money is still held: {books}, {payment}, {order}, {string.Join("; ", order.History)}, {string.Join("; ", books.Answers)}");
    }

    /// <summary>Promise 4: a paid order has everything, a rejected or cancelled one has nothing.</summary>
    public static void CheckOrder(CheckoutWorld world, string id)
    {
        var order = world.Order(id);
        var packages = order.Shipment!.Packages;
        var customer = world.Customer(order.CustomerId);
        var kept = order.Lines.Where(line => line.Status != OrderLineStatus.Refused).ToArray();
        Assert.Equal(Enumerable.Range(1, order.History.Length).Select(i => (long)i), order.History.Select(e => e.Sequence));
        Assert.Equal(
            packages.Select(package => ShipmentRules.ToLedgerStatus(package.Status)), packages.Select(package => StatusInLedger(package.SellerId)));
        Assert.Single(customer.Orders, id);
        Assert.Equal(order.Step != OrderStep.Rejected, customer.Settled[id]);
        switch (order.Step)
        {
            case OrderStep.Paid:
                Assert.NotEmpty(kept);
                Assert.All(kept, line => Assert.Equal(OrderLineStatus.Confirmed, line.Status));
                Assert.Equal(kept.Select(line => line.SellerId).Distinct(), packages.Select(package => package.SellerId));
                Assert.Equal(order.Total.Minor, packages.SelectMany(package => package.Lines).Sum(line => line.Amount.Minor));
                break;
            case OrderStep.Rejected:
                Assert.Empty(packages);
                Assert.All(kept, line => Assert.Equal(OrderLineStatus.Released, line.Status));
                Assert.NotNull(order.ReasonCode);
                break;
            default:
                Assert.Equal(OrderStep.Cancelled, order.Step);
                Assert.All(packages, package => Assert.Equal(PackageStatus.Cancelled, package.Status));
                break;
        }

        LedgerStatus StatusInLedger(string seller) => Assert.Single(world.Ledger(seller).Entries, entry => entry.OrderId == id).Status;
    }

    /// <summary>Promises 1 and 2: what was put in is on hand or with those who paid for it.</summary>
    public static void CheckStock(CheckoutWorld world, string key, IEnumerable<string> orders)
    {
        var level = world.Stock(key).Level;
        var sold = orders.Select(world.Order)
            .Where(order => order.Step == OrderStep.Paid)
            .SelectMany(order => order.Lines)
            .Where(line => line.Status == OrderLineStatus.Confirmed && Ids.ProductKey(line.SellerId, line.ProductId) == key)
            .Sum(line => (long)line.Quantity);
        Assert.Equal(sold, level.Sold);
        Assert.Equal(0, level.Reserved);
        Assert.Equal(level.Received, level.OnHand + level.Sold);
        Assert.True(level.OnHand >= 0, "oversold");
    }
}

using System.Collections.Immutable;
using OrleansMicro.Orders;

namespace OrleansMicro.Tests.Orders.World;

/// <summary>Orders to test with.</summary>
internal static class Sample
{
    public static readonly Address Home = new("Ada", "1 Main St", null, "London", null, "GB");

    public static OrderLine Line(string key, int quantity = 1, long price = 1000)
    {
        var (seller, product) = Ids.SplitProductKey(key);
        return new OrderLine(seller, product, product, quantity, new Money(price, "GBP"), new Money(50, "GBP"));
    }

    public static PlaceOrder Order(string customer, string method, bool partial, params OrderLine[] lines) =>
        new(customer, new OrderTerms("f1", method, Home, partial), ImmutableArray.Create(lines));

    public static PlaceOrder Order(params OrderLine[] lines) => Order("c1", "tok_ok", false, lines);
}

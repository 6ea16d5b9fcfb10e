using OrleansMicro.Carts;
using OrleansMicro.Orders;
using OrleansMicro.Simulation.Clients;
using OrleansMicro.Simulation.Shop;

namespace OrleansMicro.Simulation.Checks;

/// <summary>
/// An order is placed from a cart that is still locked for it (promise 6). Otherwise its customer learnt that the order was never placed,
/// and may have changed the cart since.
/// </summary>
internal sealed class PlacementCheck(ShopWorld shop, Broken broken)
{
    private const string Prefix = "order/";

    /// <summary>Begins to check. Only the first row of an order counts: a row that says "never placed" makes a later write start from it.</summary>
    public void Start() => shop.World.Store.OnCreated = (key, data) =>
    {
        if (!key.StartsWith(Prefix, StringComparison.Ordinal) || data is null)
            return;
        var order = ShopJson.Instance.Deserialize<OrderState>(new BinaryData(data))!;
        if (order.Step == OrderStep.None)
            return;
        var cart = shop.Stored<CartState>($"cart/{order.CustomerId}");
        broken.Check(6, cart?.LockedBy == order.OrderId, () =>
            $"order {order.OrderId} was placed, although the cart of {order.CustomerId} is locked by {cart?.LockedBy ?? "no order"}.");
    };
}

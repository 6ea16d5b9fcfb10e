using Proto = OrleansMicro.Protos.V1;

namespace OrleansMicro.Grpc;

/// <summary>Carts as messages.</summary>
internal static class CartMessages
{
    public static Proto.Cart ToMessage(this Cart cart) => new()
    {
        CustomerId = cart.CustomerId,
        Lines = { cart.Lines.Select(ToMessage) },
        Total = cart.Total.ToMessage(),
        CheckoutOrderId = cart.CheckoutOrderId ?? "",
        Version = cart.Version,
    };

    public static Proto.CartChange ToMessage(this CartChange change) => new()
    {
        CustomerId = change.CustomerId,
        Line = change.Line?.ToMessage(),
        LineCount = change.LineCount,
        Total = change.Total.ToMessage(),
        Version = change.Version,
    };

    public static Proto.CartLineStatus ToMessage(this CartLineStatus status) => (Proto.CartLineStatus)(status + 1);

    private static Proto.CartLine ToMessage(this CartLine line) => new()
    {
        SellerId = line.SellerId,
        ProductId = line.ProductId,
        Name = line.Name,
        Quantity = line.Quantity,
        UnitPrice = line.UnitPrice.ToMessage(),
        Freight = line.Freight.ToMessage(),
        ProductVersion = line.ProductVersion,
        Status = line.Status.ToMessage(),
        CurrentPrice = line.CurrentPrice.ToMessage(),
        CurrentFreight = line.CurrentFreight.ToMessage(),
    };
}

using Proto = OrleansMicro.Protos.V1;

namespace OrleansMicro.Grpc;

/// <summary>Sellers, products and ledgers as messages. The values of an enum are one more than those of the results: zero is unspecified.</summary>
internal static class CatalogMessages
{
    public static Proto.Seller ToMessage(this Seller seller) => new()
    {
        SellerId = seller.SellerId,
        Name = seller.Name,
        Email = seller.Email ?? "",
        ProductCount = seller.ProductCount,
        Version = seller.Version,
    };

    public static Proto.Product ToMessage(this Product product) => new()
    {
        SellerId = product.SellerId,
        ProductId = product.ProductId,
        Name = product.Name,
        Description = product.Description,
        Category = product.Category,
        Price = product.Price.ToMessage(),
        Freight = product.Freight.ToMessage(),
        Version = product.Version,
        Active = product.Active,
    };

    public static Proto.LedgerStatus ToMessage(this LedgerStatus status) => (Proto.LedgerStatus)(status + 1);

    public static Proto.LedgerEntry ToMessage(this LedgerEntry entry) => new()
    {
        OrderId = entry.OrderId,
        Status = entry.Status.ToMessage(),
        Units = entry.Units,
        Amount = entry.Amount.ToMessage(),
        PlacedAt = entry.PlacedAt.ToMessage(),
    };

    public static Proto.SellerDashboard ToMessage(this SellerDashboard dashboard) => new()
    {
        SellerId = dashboard.SellerId,
        Totals = { dashboard.Totals.Select(ToMessage) },
        OpenOrders = dashboard.OpenOrders,
        Orders = dashboard.Orders,
    };

    private static Proto.LedgerTotal ToMessage(LedgerTotal total) => new()
    {
        Status = total.Status.ToMessage(),
        Orders = total.Orders,
        Units = total.Units,
        Amount = total.Amount.ToMessage(),
    };
}

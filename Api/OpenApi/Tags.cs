namespace OrleansMicro.OpenApi;

/// <summary>The resources, in the order in which the reference shows them.</summary>
internal static class Tags
{
    public const string Sellers = "Sellers";
    public const string Products = "Products";
    public const string Stock = "Stock";
    public const string Customers = "Customers";
    public const string Carts = "Carts";
    public const string Orders = "Orders";
    public const string Shipments = "Shipments";
    public const string Health = "Health";

    public static readonly IReadOnlyList<(string Name, string Description)> All =
    [
        (Sellers, "Who sells: profile, orders and dashboard."),
        (Products, "What is sold, at what price."),
        (Stock, "How many units there are."),
        (Customers, "Who buys: profile and orders. A guest needs none."),
        (Carts, "What a customer is about to buy, and its checkout."),
        (Orders, "What was bought, how it was paid, and its cancellation."),
        (Shipments, "The packages of an order, one per seller."),
        (Health, "For load balancers and supervisors."),
    ];
}

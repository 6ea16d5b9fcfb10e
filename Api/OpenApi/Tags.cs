namespace OrleansMicro.OpenApi;

/// <summary>The resources, in the order of the reference page.</summary>
internal static class Tags
{
    public const string Sellers = "Sellers";
    public const string Products = "Products";
    public const string Stock = "Stock";
    public const string Customers = "Customers";
    public const string Carts = "Carts";
    public const string Orders = "Orders";
    public const string Shipments = "Shipments";
    public const string Events = "Events";
    public const string Webhooks = "Webhooks";
    public const string Health = "Health";

    public static readonly IReadOnlyList<(string Name, string Description)> All =
    [
        (Sellers, "Profiles, orders and dashboards of sellers."), (Products, "Products and their prices."),
        (Stock, "Units on hand and reserved."), (Customers, "Profiles and orders of customers. A guest needs no profile."),
        (Carts, "Carts and their checkout."), (Orders, "Orders, their payments and cancellation."),
        (Shipments, "The packages of an order, one per seller."), (Events, "What happened, as it happens."),
        (Webhooks, "Endpoints that get events, and their deliveries."),
        (Health, "For load balancers and supervisors."),
    ];
}

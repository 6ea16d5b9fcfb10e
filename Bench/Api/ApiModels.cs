namespace OrleansMicro.Bench.Api;

// The JSON of the public REST API as this client reads it, written from the API's reference and not shared with the server: a change of the
// wire format must show here as a failure. Members that the bench does not look at are left out.

internal sealed record ApiMoney(long Minor, string Currency);

internal sealed record ApiPage<T>(IReadOnlyList<T> Items, string? Next);

internal sealed record PutSellerBody(string Name);

internal sealed record PutCustomerBody(string Name);

internal sealed record PutProductBody(string Name, string Category, ApiMoney Price);

internal sealed record SetStockBody(int OnHand);

internal sealed record QuantityBody(int Quantity);

internal sealed record CheckoutBody(string PaymentMethod, ApiAddress ShipTo, ApiMoney? Total = null);

internal sealed record ApiAddress(string Name, string Line1, string City, string Country);

internal sealed record Product(string SellerId, string ProductId, ApiMoney Price, bool Active);

internal sealed record StockLevel(
    string SellerId, string ProductId, long OnHand, long Reserved, long Received, long WrittenOff, long Sold);

internal sealed record Cart(string CustomerId, IReadOnlyList<CartLine> Lines, string? CheckoutOrderId);

internal sealed record CartLine(string SellerId, string ProductId, int Quantity);

internal sealed record Order(
    string OrderId,
    string CustomerId,
    string Status,
    bool InFlight,
    IReadOnlyList<OrderLine> Lines,
    ApiMoney Total,
    ApiMoney Captured,
    ApiMoney Refunded,
    string? ReasonCode,
    string? Reason,
    ApiAddress ShipTo,
    long Version)
{
    public const string Paid = "paid";

    public const string Rejected = "rejected";

    /// <summary>Whether the order has reached a final status.</summary>
    public bool Ended => !InFlight && Status is Paid or Rejected or "cancelled";
}

internal sealed record OrderLine(
    string SellerId, string ProductId, int Quantity, ApiMoney UnitPrice, ApiMoney Freight, string Status, string? ReasonCode);

internal sealed record OrderPayment(Payment? Payment, AcquirerBooks Acquirer);

internal sealed record Payment(string Status, ApiMoney Amount, ApiMoney Captured, ApiMoney Refunded);

internal sealed record AcquirerBooks(int Authorisations, int Captures, int Voids, long CapturedMinor, long RefundedMinor);

internal sealed record Shipment(string OrderId, IReadOnlyList<Package> Packages);

internal sealed record Package(string SellerId, string Status, IReadOnlyList<PackageLine> Lines);

internal sealed record PackageLine(string ProductId, int Quantity, ApiMoney Amount);

internal sealed record Dashboard(string SellerId, IReadOnlyList<LedgerTotal> Totals, long OpenOrders, long Orders);

internal sealed record LedgerTotal(string Status, long Orders, long Units, ApiMoney Amount);

internal sealed record LedgerEntry(string OrderId, string Status, long Units, ApiMoney Amount);

internal sealed record Problem(string? Code, string? Title, string? Detail, string? Field);

/// <summary>Either a problem or an order that was not paid: what is needed to count failures by kind.</summary>
internal sealed record FailedPurchase(string? Code, string? ReasonCode, System.Text.Json.JsonElement Status);

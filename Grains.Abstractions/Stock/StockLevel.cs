namespace OrleansMicro.Stock;

/// <summary>The stock of a product.</summary>
/// <param name="SellerId">The product's seller.</param>
/// <param name="ProductId">The product.</param>
/// <param name="OnHand">Units in the warehouse, reserved ones included; never negative.</param>
/// <param name="Reserved">Units held by orders in flight; never more than on hand.</param>
/// <param name="Received">Units ever put in: restocks and counts upwards.</param>
/// <param name="WrittenOff">Units ever taken out without a sale: write-offs and counts downwards.</param>
/// <param name="Sold">Units confirmed by orders, less those given back. Received = on hand + sold + written off.</param>
/// <param name="Version">Grows by one with each change of the units, not with reservations; the ETag of the REST API.</param>
[GenerateSerializer, Immutable, Alias("om.stock")]
public sealed record StockLevel(
    [property: Id(0)] string SellerId,
    [property: Id(1)] string ProductId,
    [property: Id(2)] int OnHand,
    [property: Id(3)] int Reserved,
    [property: Id(4)] long Received,
    [property: Id(5)] long WrittenOff,
    [property: Id(6)] long Sold,
    [property: Id(7)] long Version)
{
    /// <summary>Units that a new order can have.</summary>
    public int Available => OnHand - Reserved;
}

/// <summary>Adds units (restock) or takes them out (write-off).</summary>
/// <param name="OperationId">Names this command; a repeat with the same id changes nothing more.</param>
/// <param name="Delta">Not zero; at most <see cref="Limits.MaxQuantity"/> either way. Positive: received. Negative: written off.</param>
[GenerateSerializer, Immutable, Alias("om.stock.adjust")]
public sealed record AdjustStock([property: Id(0)] string OperationId, [property: Id(1)] int Delta);

/// <summary>Sets what is on hand, as somebody counted it.</summary>
/// <param name="OperationId">Names this command; a repeat with the same id changes nothing more.</param>
/// <param name="OnHand">0 to <see cref="Limits.MaxOnHand"/>.</param>
/// <param name="ExpectedVersion">The version that must be current; 0: nothing was stocked yet; null: any.</param>
[GenerateSerializer, Immutable, Alias("om.stock.count")]
public sealed record CountStock(
    [property: Id(0)] string OperationId,
    [property: Id(1)] int OnHand,
    [property: Id(2)] long? ExpectedVersion = null);

/// <summary>
/// Who asks for an order: the order, and the fencing token of the row that the asking activation wrote last. A token is the time of that write in Unix
/// milliseconds, but always later than the one before it, so an activation that was superseded has an older one.
/// See docs/decisions/0018-fence-orders-with-tokens-and-limit-the-age-of-reads.md.
/// </summary>
/// <param name="OrderId">The order.</param>
/// <param name="Token">The fencing token; 0 is older than any other.</param>
[GenerateSerializer, Immutable, Alias("om.stock.order")]
public readonly record struct OrderToken([property: Id(0)] string OrderId, [property: Id(1)] long Token);

/// <summary>Holds units for an order. The order's id is the operation id: an order has one line of a product.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Quantity">1 to <see cref="Limits.MaxQuantity"/>.</param>
/// <param name="Lifetime">How long from now.</param>
/// <param name="Token">See <see cref="OrderToken"/>.</param>
[GenerateSerializer, Immutable, Alias("om.stock.reserve")]
public sealed record ReserveStock(
    [property: Id(0)] string OrderId,
    [property: Id(1)] int Quantity,
    [property: Id(2)] TimeSpan Lifetime,
    [property: Id(3)] long Token = 0);

/// <summary>Takes back units that a paid order bought.</summary>
/// <param name="OperationId">Names this command; must not be the order's id, which names its reservation.</param>
/// <param name="OrderId">The order that bought them.</param>
/// <param name="Quantity">1 to <see cref="Limits.MaxQuantity"/>.</param>
/// <param name="Token">See <see cref="OrderToken"/>.</param>
/// <param name="Fence">See <see cref="EndOrder"/>.</param>
[GenerateSerializer, Immutable, Alias("om.stock.return")]
public sealed record ReturnStock(
    [property: Id(0)] string OperationId,
    [property: Id(1)] string OrderId,
    [property: Id(2)] int Quantity,
    [property: Id(3)] long Token = 0,
    [property: Id(4)] bool Fence = false);

/// <summary>Ends what a product knows of an order, or of a return.</summary>
/// <param name="Id">The order's id, or the operation id of a <see cref="ReturnStock"/>.</param>
/// <param name="Token">See <see cref="OrderToken"/>.</param>
/// <param name="Fence">
/// Whether commands with an older token may still be under way: the order was taken over by another activation, or a call had no answer. The product then
/// refuses every unknown order whose token is not newer.
/// </param>
[GenerateSerializer, Immutable, Alias("om.stock.end")]
public readonly record struct EndOrder([property: Id(0)] string Id, [property: Id(1)] long Token, [property: Id(2)] bool Fence);

/// <summary>What an order holds of a product.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Quantity">Units.</param>
/// <param name="Confirmed">Whether the units are off the stock for good.</param>
/// <param name="ExpiresAt">When an unconfirmed reservation is given back by itself.</param>
[GenerateSerializer, Immutable, Alias("om.stock.reservation")]
public sealed record Reservation(
    [property: Id(0)] string OrderId,
    [property: Id(1)] int Quantity,
    [property: Id(2)] bool Confirmed,
    [property: Id(3)] DateTimeOffset ExpiresAt);

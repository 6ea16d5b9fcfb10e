namespace OrleansMicro.Stock;

/// <summary>The stock of a product.</summary>
/// <param name="SellerId">The product's seller.</param>
/// <param name="ProductId">The product.</param>
/// <param name="OnHand">The units in the warehouse, including reserved ones. Never negative.</param>
/// <param name="Reserved">The units reserved by orders in progress. Never more than on hand.</param>
/// <param name="Received">The units added so far by restocks and upward stocktakes.</param>
/// <param name="WrittenOff">The units removed so far by write-offs and downward stocktakes.</param>
/// <param name="Sold">The units sold, less those returned. Received = on hand + sold + written off.</param>
/// <param name="Version">Increases by one with each change of the units. The ETag of the REST API.</param>
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
    /// <summary>The units that a new order can reserve.</summary>
    public int Available => OnHand - Reserved;
}

/// <summary>Adds units (restock) or removes them (write-off).</summary>
/// <param name="OperationId">The id of this command. A repeat with the same id changes nothing.</param>
/// <param name="Delta">Units to add, or to write off if negative: not 0, at most <see cref="Limits.MaxQuantity"/>.</param>
[GenerateSerializer, Immutable, Alias("om.stock.adjust")]
public sealed record AdjustStock([property: Id(0)] string OperationId, [property: Id(1)] int Delta);

/// <summary>Sets the stock on hand after a stocktake.</summary>
/// <param name="OperationId">The id of this command. A repeat with the same id changes nothing.</param>
/// <param name="OnHand">The counted units: 0 to <see cref="Limits.MaxOnHand"/>.</param>
/// <param name="Versions">The versions for which it is carried out.</param>
[GenerateSerializer, Immutable, Alias("om.stock.count")]
public sealed record CountStock(
    [property: Id(0)] string OperationId,
    [property: Id(1)] int OnHand,
    [property: Id(3)] VersionCondition Versions = default);

/// <summary>
/// An order, and the fencing token of the row that the calling activation wrote last. A token is the time of that write
/// in Unix milliseconds, and always greater than the one before it. An activation that was superseded has an older
/// token. See docs/decisions/0018-fence-orders-with-tokens-and-limit-the-age-of-reads.md.
/// </summary>
/// <param name="OrderId">The order.</param>
/// <param name="Token">The fencing token; 0 is older than any other.</param>
[GenerateSerializer, Immutable, Alias("om.stock.order")]
public readonly record struct OrderToken([property: Id(0)] string OrderId, [property: Id(1)] long Token);

/// <summary>
/// Reserves units for an order. The order's id is the operation id, because an order has one line per product.
/// </summary>
/// <param name="OrderId">The order.</param>
/// <param name="Quantity">The number of units: 1 to <see cref="Limits.MaxQuantity"/>.</param>
/// <param name="Lifetime">The time until the reservation expires.</param>
/// <param name="Token">See <see cref="OrderToken"/>.</param>
[GenerateSerializer, Immutable, Alias("om.stock.reserve")]
public sealed record ReserveStock(
    [property: Id(0)] string OrderId,
    [property: Id(1)] int Quantity,
    [property: Id(2)] TimeSpan Lifetime,
    [property: Id(3)] long Token = 0);

/// <summary>Returns units of a paid order to the stock.</summary>
/// <param name="OperationId">The id of this command. It must differ from the order's id, which names the
/// reservation.</param>
/// <param name="OrderId">The order that bought the units.</param>
/// <param name="Quantity">The number of units: 1 to <see cref="Limits.MaxQuantity"/>.</param>
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
/// <param name="Fence">Whether commands with an older token may still be under way: the order was taken over by
/// another activation, or a call had no answer. The product then refuses every unknown order whose token is not newer.
/// </param>
[GenerateSerializer, Immutable, Alias("om.stock.end")]
public readonly record struct EndOrder([property: Id(0)] string Id, [property: Id(1)] long Token, [property: Id(2)] bool Fence);

/// <summary>The reservation of a product by an order.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Quantity">The number of units.</param>
/// <param name="Confirmed">Whether the units are sold.</param>
/// <param name="ExpiresAt">The time at which an unconfirmed reservation expires.</param>
[GenerateSerializer, Immutable, Alias("om.stock.reservation")]
public sealed record Reservation(
    [property: Id(0)] string OrderId,
    [property: Id(1)] int Quantity,
    [property: Id(2)] bool Confirmed,
    [property: Id(3)] DateTimeOffset ExpiresAt);

namespace OrleansMicro.Events;

/// <summary>A product after a change.</summary>
/// <param name="SellerId">The seller.</param>
/// <param name="ProductId">The product.</param>
/// <param name="Version">The version of the product.</param>
/// <param name="Name">The name.</param>
/// <param name="Category">The category.</param>
/// <param name="Price">The price of one unit.</param>
/// <param name="Freight">The freight of one unit.</param>
/// <param name="IsWithdrawn">Whether it is no longer for sale.</param>
public sealed record ProductEventData(
    string SellerId, string ProductId, long Version, string Name, string Category, Money Price, Money Freight, bool IsWithdrawn);

/// <summary>The stock of a product after changes.</summary>
/// <param name="SellerId">The seller.</param>
/// <param name="ProductId">The product.</param>
/// <param name="Version">The version of the stock.</param>
/// <param name="OnHand">Units in the warehouse, reserved ones included.</param>
/// <param name="Received">Units ever put in.</param>
/// <param name="WrittenOff">Units ever taken out without a sale.</param>
/// <param name="Sold">Units sold, less those given back.</param>
/// <param name="Changes">What changed, in order.</param>
public sealed record StockEventData(
    string SellerId, string ProductId, long Version, int OnHand, long Received, long WrittenOff, long Sold, ImmutableArray<StockChange> Changes);

/// <summary>A change of a stock.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Quantity">How many units.</param>
/// <param name="OrderId">The order, for a sale or a return.</param>
[GenerateSerializer, Immutable, Alias("om.stock.change")]
public sealed record StockChange(
    [property: Id(0)] StockChangeKind Kind, [property: Id(1)] int Quantity, [property: Id(2)] string? OrderId = null);

/// <summary>What changed a stock.</summary>
[GenerateSerializer, Alias("om.stock.change.kind")]
public enum StockChangeKind
{
    /// <summary>An order bought units.</summary>
    Sold,

    /// <summary>An order that had bought units was not paid, and gave them back.</summary>
    Released,

    /// <summary>Units of a cancelled order came back.</summary>
    Returned,

    /// <summary>Units arrived, or a stocktake found more.</summary>
    Added,

    /// <summary>Units were written off, or a stocktake found fewer.</summary>
    Removed,
}

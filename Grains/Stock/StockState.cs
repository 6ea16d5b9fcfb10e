using System.Collections.Immutable;

namespace OrleansMicro.Stock;

/// <summary>The stock of one product as it is stored. Times are Unix milliseconds: there may be ten thousand of them.</summary>
[GenerateSerializer, Immutable, Alias("om.stock.state")]
public sealed record StockState
{
    /// <summary>Grows with each change; 0: nothing was ever stocked.</summary>
    [Id(0)]
    public long Version { get; init; }

    /// <summary>Units in the warehouse, reserved ones included.</summary>
    [Id(1)]
    public int OnHand { get; init; }

    /// <summary>Sum over the unconfirmed holds.</summary>
    [Id(2)]
    public int Reserved { get; init; }

    /// <summary>Units ever put in.</summary>
    [Id(3)]
    public long Received { get; init; }

    /// <summary>Units ever taken out without a sale.</summary>
    [Id(4)]
    public long WrittenOff { get; init; }

    /// <summary>Units sold, less those given back.</summary>
    [Id(5)]
    public long Sold { get; init; }

    /// <summary>What orders hold or have bought and not forgotten yet, by ordinal order id, each order once.</summary>
    [Id(6)]
    public ImmutableArray<StockReservation> Reservations { get; init => field = value.OrEmpty(); } = [];

    /// <summary>Operation ids of returns that were not forgotten yet, in ordinal order.</summary>
    [Id(7)]
    public ImmutableArray<string> Returns { get; init => field = value.OrEmpty(); } = [];

    /// <summary>No unconfirmed hold expires before this; 0: there is none.</summary>
    [Id(8)]
    public long NextExpiry { get; init; }

    /// <summary>
    /// The newest fencing token of an order that was ended here while older commands of it could still be under way. An order that is unknown here
    /// must have a newer one: see docs/decisions/0018-fence-orders-with-tokens-and-limit-the-age-of-reads.md. 0: there was none.
    /// </summary>
    [Id(10)]
    public long SettledUntil { get; init; }

    /// <summary>The latest restocks, write-offs and counts.</summary>
    [Id(9)]
    public ImmutableArray<RememberedOperation> Operations { get; init => field = value.OrEmpty(); } = [];
}

/// <summary>What one order holds.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Quantity">Units.</param>
/// <param name="ExpiresAt">When it is given back automatically; 0: confirmed, off the stock for good.</param>
/// <param name="Token">The newest fencing token with which the order asked; 0 in rows of earlier versions.</param>
[GenerateSerializer, Immutable, Alias("om.stock.hold")]
public sealed record StockReservation(
    [property: Id(0)] string OrderId, [property: Id(1)] int Quantity, [property: Id(2)] long ExpiresAt, [property: Id(3)] long Token = 0)
{
    /// <summary>Whether the units are sold.</summary>
    internal bool Confirmed => ExpiresAt == 0;
}

using System.Collections.Immutable;

namespace OrleansMicro.Carts;

/// <summary>A cart as it is stored.</summary>
[GenerateSerializer, Immutable, Alias("om.cart.state")]
public sealed record CartState
{
    /// <summary>Increases by one with each change of the lines.</summary>
    [Id(0)]
    public long Version { get; init; }

    /// <summary>
    /// The lines in the order they were added, with the prices that the customer saw. One per product, all of one
    /// currency.
    /// </summary>
    [Id(1)]
    public ImmutableArray<CartLine> Lines { get; init => field = value.OrEmpty(); } = [];

    /// <summary>The order that locks the cart. No line changes until it has ended.</summary>
    [Id(2)]
    public string? LockedBy { get; init; }

    /// <summary>
    /// Whether the lines that the locking order leaves out stay in the cart. False in rows of earlier versions, whose
    /// partial orders emptied the cart: a version of the cart must not show other lines later.
    /// </summary>
    [Id(5)]
    public bool KeepsLeftOut { get; init; }

    /// <summary>The latest commands, see <see cref="OperationMemory"/>.</summary>
    [Id(3)]
    public ImmutableArray<RememberedOperation> Operations { get; init => field = value.OrEmpty(); } = [];
}

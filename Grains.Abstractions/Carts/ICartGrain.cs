namespace OrleansMicro.Carts;

/// <summary>
/// The cart of a customer. Key: the customer's id. The customer need not have a profile: guests have ids too.
/// </summary>
[Alias("om.ICartGrain")]
public interface ICartGrain : IGrainWithStringKey
{
    /// <summary>
    /// Gets the cart. Each line shows whether its product was re-priced or withdrawn. A new cart is empty and has
    /// version 0.
    /// </summary>
    [AlwaysInterleave, Alias("Get")]
    Task<Cart> Get(Caller caller, CancellationToken cancellation = default);

    /// <summary>
    /// Sets or increases (<see cref="PutCartLine.Add"/>) the quantity of a line, and accepts the current price of the
    /// product. Refused: <see cref="RefusalCodes.NotFound"/> (field <c>productId</c>),
    /// <see cref="RefusalCodes.Withdrawn"/>, <see cref="RefusalCodes.CartFull"/>,
    /// <see cref="RefusalCodes.CurrencyMismatch"/>, <see cref="RefusalCodes.Invalid"/>,
    /// <see cref="RefusalCodes.VersionMismatch"/>, <see cref="RefusalCodes.CheckoutInProgress"/>.
    /// </summary>
    [Alias("PutLine")]
    Task<Result<CartChange>> PutLine(PutCartLine command, Caller caller, CancellationToken cancellation = default);

    /// <summary>
    /// Removes a line, if the cart has it. Refused: <see cref="RefusalCodes.VersionMismatch"/>,
    /// <see cref="RefusalCodes.CheckoutInProgress"/>.
    /// </summary>
    [Alias("RemoveLine")]
    Task<Result<CartChange>> RemoveLine(RemoveCartLine command, Caller caller, CancellationToken cancellation = default);

    /// <summary>
    /// Removes all lines. Refused: <see cref="RefusalCodes.VersionMismatch"/>,
    /// <see cref="RefusalCodes.CheckoutInProgress"/>.
    /// </summary>
    [Alias("Clear")]
    Task<Result<CartChange>> Clear(ClearCart command, Caller caller, CancellationToken cancellation = default);

    /// <summary>
    /// Compares every line with its product, locks the cart and places the order. Gives the order as placed; it goes on to
    /// its end state. A repeat gives the same order, whatever the cart holds now (<see cref="CheckoutResult"/>). Refused:
    /// <see cref="RefusalCodes.CartEmpty"/>, <see cref="RefusalCodes.PriceChanged"/> and
    /// <see cref="RefusalCodes.Withdrawn"/> (with the lines), <see cref="RefusalCodes.CurrencyMismatch"/>,
    /// <see cref="RefusalCodes.VersionMismatch"/>, <see cref="RefusalCodes.CheckoutInProgress"/>, and
    /// <see cref="RefusalCodes.IdempotencyKeyReused"/> if the order exists with other terms or another <c>If-Match</c>.
    /// </summary>
    [Alias("Checkout")]
    Task<Result<CheckoutResult>> Checkout(CheckoutCart command, Caller caller, CancellationToken cancellation = default);

    /// <summary>
    /// As <see cref="Checkout"/>, and waits until nothing is in flight for the order, so that a client needs one call. The
    /// cart can be read during the wait. Gives the order as it is when the wait is over or fails, so look at
    /// <see cref="Orders.Order.InFlight"/>: an accepted order goes on to its end state.
    /// </summary>
    /// <param name="command">The checkout.</param>
    /// <param name="timeout">The longest time from the start of the call to the end of the wait;
    /// <see cref="Limits.MaxCallWait"/> at most.</param>
    /// <param name="caller">The party that asks.</param>
    /// <param name="cancellation">Drops a checkout that waits for its turn. The wait for the end does not need it.</param>
    [AlwaysInterleave, Alias("CheckoutAndWait")]
    Task<Result<CheckoutResult>> CheckoutAndWait(
        CheckoutCart command, TimeSpan timeout, Caller caller, CancellationToken cancellation = default);

    /// <summary>
    /// Called by an order that has ended: unlocks the cart and removes the lines that were bought. Nothing changes if
    /// the cart is not locked by that order.
    /// </summary>
    /// <param name="orderId">The order.</param>
    /// <param name="bought">Whether the order was paid. A rejected order leaves the cart as it was.</param>
    /// <param name="leftOut">The keys (<see cref="Ids.ProductKey"/>) of the products that a partial order left out.
    /// Their lines stay in the cart.</param>
    [Alias("Settle")]
    Task Settle(string orderId, bool bought, ImmutableArray<string> leftOut);
}

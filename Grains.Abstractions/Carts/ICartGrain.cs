namespace OrleansMicro.Carts;

/// <summary>A customer's cart. Key: the customer's id. A cart needs no profile: guests have an id of their own.</summary>
[Alias("om.ICartGrain")]
public interface ICartGrain : IGrainWithStringKey
{
    /// <summary>The cart, each line held against its product as it is now (re-priced, withdrawn). An untouched cart is empty, version 0.</summary>
    [AlwaysInterleave, Alias("Get")]
    Task<Cart> Get(Caller caller, CancellationToken cancellation = default);

    /// <summary>
    /// Sets a line's quantity, or adds to it (<see cref="PutCartLine.Add"/>), and takes over the product's present price. Refused:
    /// <see cref="RefusalCodes.NotFound"/> (field <c>productId</c>), <see cref="RefusalCodes.Withdrawn"/>, <see cref="RefusalCodes.CartFull"/>,
    /// <see cref="RefusalCodes.CurrencyMismatch"/>, <see cref="RefusalCodes.Invalid"/>, <see cref="RefusalCodes.VersionMismatch"/>,
    /// <see cref="RefusalCodes.CheckoutInProgress"/>.
    /// </summary>
    [Alias("PutLine")]
    Task<Result<CartChange>> PutLine(PutCartLine command, Caller caller, CancellationToken cancellation = default);

    /// <summary>Removes a line; no such line changes nothing. Refused: version, checkout in progress.</summary>
    [Alias("RemoveLine")]
    Task<Result<CartChange>> RemoveLine(RemoveCartLine command, Caller caller, CancellationToken cancellation = default);

    /// <summary>Removes every line. Refused: version, checkout in progress.</summary>
    [Alias("Clear")]
    Task<Result<CartChange>> Clear(ClearCart command, Caller caller, CancellationToken cancellation = default);

    /// <summary>
    /// Compares every line with its product, locks the cart and places the order; gives the order as placed, which goes on to its end state.
    /// A repeat gives the same order, whatever the cart holds now, see <see cref="CheckoutResult"/>. Refused: <see cref="RefusalCodes.CartEmpty"/>,
    /// <see cref="RefusalCodes.PriceChanged"/> and <see cref="RefusalCodes.Withdrawn"/> (with the lines),
    /// <see cref="RefusalCodes.CurrencyMismatch"/>,
    /// <see cref="RefusalCodes.VersionMismatch"/>, <see cref="RefusalCodes.CheckoutInProgress"/>, and
    /// <see cref="RefusalCodes.IdempotencyKeyReused"/> when
    /// the order exists with other terms or other expected versions.
    /// </summary>
    [Alias("Checkout")]
    Task<Result<CheckoutResult>> Checkout(CheckoutCart command, Caller caller, CancellationToken cancellation = default);

    /// <summary>
    /// Called by the order once it has ended: unlocks the cart, and takes the bought lines out of it. Changes nothing when the cart is not
    /// locked by that order.
    /// </summary>
    [Alias("Settle")]
    Task Settle(string orderId, bool bought);
}

namespace OrleansMicro.Carts;

/// <summary>A customer's cart.</summary>
/// <param name="CustomerId">Whose it is.</param>
/// <param name="Lines">At most <see cref="Limits.MaxCartLines"/>, in the order they were added; one line per product.</param>
/// <param name="Total">Price and freight of all lines at the prices seen; null when empty.</param>
/// <param name="CheckoutOrderId">The order that is being made of this cart, if one is.</param>
/// <param name="Version">Grows by one with each change; the ETag of the REST API.</param>
[GenerateSerializer, Immutable, Alias("om.cart")]
public sealed record Cart(
    [property: Id(0)] string CustomerId,
    [property: Id(1)] ImmutableArray<CartLine> Lines,
    [property: Id(2)] Money? Total,
    [property: Id(3)] string? CheckoutOrderId,
    [property: Id(4)] long Version);

/// <summary>A product in a cart, at the price that the customer saw.</summary>
/// <param name="SellerId">The product's seller.</param>
/// <param name="ProductId">The product.</param>
/// <param name="Name">Its name when the line was put.</param>
/// <param name="Quantity">1 to <see cref="Limits.MaxQuantity"/>.</param>
/// <param name="UnitPrice">The price of one unit that was seen.</param>
/// <param name="Freight">The freight of one unit that was seen.</param>
/// <param name="ProductVersion">The product's version that was seen.</param>
/// <param name="Status">How the line compares with the product as it is now.</param>
/// <param name="CurrentPrice">The price now, where it is another.</param>
[GenerateSerializer, Immutable, Alias("om.cart.line")]
public sealed record CartLine(
    [property: Id(0)] string SellerId,
    [property: Id(1)] string ProductId,
    [property: Id(2)] string Name,
    [property: Id(3)] int Quantity,
    [property: Id(4)] Money UnitPrice,
    [property: Id(5)] Money Freight,
    [property: Id(6)] long ProductVersion,
    [property: Id(7)] CartLineStatus Status = CartLineStatus.Current,
    [property: Id(8)] Money? CurrentPrice = null);

/// <summary>How a cart line stands against its product.</summary>
[GenerateSerializer, Alias("om.cart.line.status")]
public enum CartLineStatus
{
    /// <summary>The price is the one seen.</summary>
    Current,

    /// <summary>Price or freight is another now; put the line again to accept it.</summary>
    PriceChanged,

    /// <summary>No longer for sale; remove the line.</summary>
    Withdrawn,
}

/// <summary>Puts a product into a cart.</summary>
/// <param name="OperationId">Names this command; a repeat with the same id changes nothing more.</param>
/// <param name="SellerId">The product's seller.</param>
/// <param name="ProductId">The product.</param>
/// <param name="Quantity">The line's new quantity, or what is added to it.</param>
/// <param name="Add">Whether the quantity is added to a line that is there already.</param>
/// <param name="ExpectedVersion">The cart's version that must be current; null: any.</param>
[GenerateSerializer, Immutable, Alias("om.cart.put")]
public sealed record PutCartLine(
    [property: Id(0)] string OperationId,
    [property: Id(1)] string SellerId,
    [property: Id(2)] string ProductId,
    [property: Id(3)] int Quantity,
    [property: Id(4)] bool Add = false,
    [property: Id(5)] long? ExpectedVersion = null);

/// <summary>Removes a line.</summary>
/// <param name="OperationId">Names this command; a repeat with the same id changes nothing more.</param>
/// <param name="SellerId">The product's seller.</param>
/// <param name="ProductId">The product.</param>
/// <param name="ExpectedVersion">The cart's version that must be current; null: any.</param>
[GenerateSerializer, Immutable, Alias("om.cart.remove")]
public sealed record RemoveCartLine(
    [property: Id(0)] string OperationId,
    [property: Id(1)] string SellerId,
    [property: Id(2)] string ProductId,
    [property: Id(3)] long? ExpectedVersion = null);

/// <summary>Empties a cart.</summary>
/// <param name="OperationId">Names this command; a repeat with the same id changes nothing more.</param>
/// <param name="ExpectedVersion">The cart's version that must be current; null: any.</param>
[GenerateSerializer, Immutable, Alias("om.cart.clear")]
public sealed record ClearCart([property: Id(0)] string OperationId, [property: Id(1)] long? ExpectedVersion = null);

/// <summary>What a change did to a cart. Small on purpose: a cart may have a thousand lines.</summary>
/// <param name="CustomerId">Whose cart.</param>
/// <param name="Line">The line as it is now; null when it was removed.</param>
/// <param name="LineCount">Lines in the cart now.</param>
/// <param name="Total">Price and freight of all lines at the prices seen; null when empty.</param>
/// <param name="Version">The cart's version now.</param>
[GenerateSerializer, Immutable, Alias("om.cart.change")]
public sealed record CartChange(
    [property: Id(0)] string CustomerId,
    [property: Id(1)] CartLine? Line,
    [property: Id(2)] int LineCount,
    [property: Id(3)] Money? Total,
    [property: Id(4)] long Version);

/// <summary>Makes an order of a cart.</summary>
/// <param name="OrderId">From <see cref="Ids.OrderId"/>; also the operation id.</param>
/// <param name="Terms">The customer's request. The cart fills <see cref="Orders.OrderTerms.CartVersions"/>.</param>
/// <param name="ExpectedTotal">The total that the customer expects; a different total or currency is refused. Null: any.</param>
/// <param name="ExpectedVersions">
/// The versions of <c>If-Match</c>: one of them must be the cart's version. Empty: no version matches. Default: any. They are part of the request's
/// identity, so the API passes them on as they were sent and does not compare them itself.
/// </param>
/// <param name="EarlierOrderId">From <see cref="Ids.EarlierOrderId"/>: if the cart's latest order has this id, the checkout is a repeat of that
/// order.</param>
[GenerateSerializer, Immutable, Alias("om.cart.checkout")]
public sealed record CheckoutCart(
    [property: Id(0)] string OrderId,
    [property: Id(1)] Orders.OrderTerms Terms,
    [property: Id(2)] Money? ExpectedTotal = null,
    [property: Id(5)] ImmutableArray<long> ExpectedVersions = default,
    [property: Id(4)] string? EarlierOrderId = null);

/// <summary>The order of a checkout.</summary>
/// <param name="Order">The order as it is now.</param>
/// <param name="Replayed">Whether an earlier request with the same key made the order. The cart is not touched.</param>
/// <param name="CartChanged">
/// Whether the cart holds something that this order neither bought nor left there. Always false for an order that this call made.
/// </param>
[GenerateSerializer, Immutable, Alias("om.cart.checkedout")]
public sealed record CheckoutResult(
    [property: Id(0)] Orders.Order Order,
    [property: Id(1)] bool Replayed = false,
    [property: Id(2)] bool CartChanged = false);

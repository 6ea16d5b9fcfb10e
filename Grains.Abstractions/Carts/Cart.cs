namespace OrleansMicro.Carts;

/// <summary>A customer's cart.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="Lines">The lines in the order they were added, one per product.</param>
/// <param name="Total">Price and freight of all lines, as the customer saw them. Null for an empty cart.</param>
/// <param name="CheckoutOrderId">The order whose checkout is in progress. Null if there is none.</param>
/// <param name="Version">Increases by one with each change. The ETag of the REST API.</param>
[GenerateSerializer, Immutable, Alias("om.cart")]
public sealed record Cart(
    [property: Id(0)] string CustomerId,
    [property: Id(1)] ImmutableArray<CartLine> Lines,
    [property: Id(2)] Money? Total,
    [property: Id(3)] string? CheckoutOrderId,
    [property: Id(4)] long Version);

/// <summary>A product in a cart, with the price that the customer saw.</summary>
/// <param name="SellerId">The product's seller.</param>
/// <param name="ProductId">The product.</param>
/// <param name="Name">The name of the product when the line was put.</param>
/// <param name="Quantity">The number of units: 1 to <see cref="Limits.MaxQuantity"/>.</param>
/// <param name="UnitPrice">The price of one unit that the customer saw.</param>
/// <param name="Freight">The freight of one unit that the customer saw.</param>
/// <param name="ProductVersion">The version of the product that the customer saw.</param>
/// <param name="Status">How the line compares with the product as it is now.</param>
/// <param name="CurrentPrice">The price of one unit now, where price or freight changed.</param>
/// <param name="CurrentFreight">The freight of one unit now, where price or freight changed.</param>
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
    [property: Id(8)] Money? CurrentPrice = null,
    [property: Id(9)] Money? CurrentFreight = null);

/// <summary>Whether the product of a cart line has changed.</summary>
[GenerateSerializer, Alias("om.cart.line.status")]
public enum CartLineStatus
{
    /// <summary>Price and freight are those that the customer saw.</summary>
    Current,

    /// <summary>The price or freight has changed. Put the line again to accept the change.</summary>
    PriceChanged,

    /// <summary>The product is no longer for sale. Remove the line.</summary>
    Withdrawn,
}

/// <summary>Puts a product into a cart.</summary>
/// <param name="OperationId">The id of this command. A repeat with the same id changes nothing.</param>
/// <param name="SellerId">The product's seller.</param>
/// <param name="ProductId">The product.</param>
/// <param name="Quantity">The new quantity of the line, or the units to add.</param>
/// <param name="Add">Whether the quantity is added to that of an existing line.</param>
/// <param name="Versions">The versions for which it is carried out.</param>
[GenerateSerializer, Immutable, Alias("om.cart.put")]
public sealed record PutCartLine(
    [property: Id(0)] string OperationId,
    [property: Id(1)] string SellerId,
    [property: Id(2)] string ProductId,
    [property: Id(3)] int Quantity,
    [property: Id(4)] bool Add = false,
    [property: Id(6)] VersionCondition Versions = default);

/// <summary>Removes a line.</summary>
/// <param name="OperationId">The id of this command. A repeat with the same id changes nothing.</param>
/// <param name="SellerId">The product's seller.</param>
/// <param name="ProductId">The product.</param>
/// <param name="Versions">The versions for which it is carried out.</param>
[GenerateSerializer, Immutable, Alias("om.cart.remove")]
public sealed record RemoveCartLine(
    [property: Id(0)] string OperationId,
    [property: Id(1)] string SellerId,
    [property: Id(2)] string ProductId,
    [property: Id(4)] VersionCondition Versions = default);

/// <summary>Removes all lines of a cart.</summary>
/// <param name="OperationId">The id of this command. A repeat with the same id changes nothing.</param>
/// <param name="Versions">The versions for which it is carried out.</param>
[GenerateSerializer, Immutable, Alias("om.cart.clear")]
public sealed record ClearCart([property: Id(0)] string OperationId, [property: Id(2)] VersionCondition Versions = default);

/// <summary>
/// The result of a change of a cart. It does not repeat all lines, because there can be a thousand of them.
/// </summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="Line">The line as it is now. Null if it was removed.</param>
/// <param name="LineCount">The number of lines in the cart now.</param>
/// <param name="Total">Price and freight of all lines, as the customer saw them. Null for an empty cart.</param>
/// <param name="Version">The version of the cart now.</param>
[GenerateSerializer, Immutable, Alias("om.cart.change")]
public sealed record CartChange(
    [property: Id(0)] string CustomerId,
    [property: Id(1)] CartLine? Line,
    [property: Id(2)] int LineCount,
    [property: Id(3)] Money? Total,
    [property: Id(4)] long Version);

/// <summary>Checks out a cart.</summary>
/// <param name="OrderId">See <see cref="Ids.OrderId"/>. It is also the operation id.</param>
/// <param name="Terms">The customer's request. The cart sets <see cref="Orders.OrderTerms.CartVersions"/>.</param>
/// <param name="ExpectedTotal">The total that the customer expects. Another total or currency is refused. Null: any.</param>
/// <param name="EarlierOrderId">See <see cref="Ids.EarlierOrderId"/>. If an order has this id, the checkout is a repeat of
/// it. Only the cart of a customer of that version asks.</param>
/// <param name="Versions">The versions of the cart for which it is carried out. Those of <see cref="VersionCondition.OneOf"/> are
/// part of the request's identity.</param>
[GenerateSerializer, Immutable, Alias("om.cart.checkout")]
public sealed record CheckoutCart(
    [property: Id(0)] string OrderId,
    [property: Id(1)] Orders.OrderTerms Terms,
    [property: Id(2)] Money? ExpectedTotal = null,
    [property: Id(4)] string? EarlierOrderId = null,
    [property: Id(6)] VersionCondition Versions = default);

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

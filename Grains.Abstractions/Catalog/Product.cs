namespace OrleansMicro.Catalog;

/// <summary>A product.</summary>
/// <param name="SellerId">The seller.</param>
/// <param name="ProductId">The id of the product, unique for the seller.</param>
/// <param name="Name">A single line of at most <see cref="Limits.MaxNameLength"/> characters.</param>
/// <param name="Description">Text of at most <see cref="Limits.MaxDescriptionLength"/> characters. It may have several
/// lines or be empty.</param>
/// <param name="Category">A single line of at most <see cref="Limits.MaxTextLength"/> characters. It may be
/// empty.</param>
/// <param name="Price">The price of one unit, at least 1 minor unit.</param>
/// <param name="Freight">The freight of one unit in the currency of the price. It may be zero.</param>
/// <param name="Version">Increases by one with each change. The ETag of the REST API.</param>
/// <param name="Active">Whether the product is for sale. False for a withdrawn product.</param>
[GenerateSerializer, Immutable, Alias("om.product")]
public sealed record Product(
    [property: Id(0)] string SellerId,
    [property: Id(1)] string ProductId,
    [property: Id(2)] string Name,
    [property: Id(3)] string Description,
    [property: Id(4)] string Category,
    [property: Id(5)] Money Price,
    [property: Id(6)] Money Freight,
    [property: Id(7)] long Version,
    [property: Id(8)] bool Active);

/// <summary>Creates or replaces a product.</summary>
/// <param name="OperationId">The id of this command. A repeat with the same id changes nothing.</param>
/// <param name="Name">See <see cref="Product"/>.</param>
/// <param name="Description">See <see cref="Product"/>.</param>
/// <param name="Category">See <see cref="Product"/>.</param>
/// <param name="Price">See <see cref="Product"/>.</param>
/// <param name="Freight">See <see cref="Product"/>.</param>
/// <param name="Versions">The versions for which it is carried out.</param>
[GenerateSerializer, Immutable, Alias("om.product.put")]
public sealed record PutProduct(
    [property: Id(0)] string OperationId,
    [property: Id(1)] string Name,
    [property: Id(2)] string Description,
    [property: Id(3)] string Category,
    [property: Id(4)] Money Price,
    [property: Id(5)] Money Freight,
    [property: Id(7)] VersionCondition Versions = default);

/// <summary>Changes a product's price.</summary>
/// <param name="OperationId">The id of this command. A repeat with the same id changes nothing.</param>
/// <param name="Price">The new price of one unit.</param>
/// <param name="Freight">The new freight of one unit. Null: the freight stays.</param>
/// <param name="Versions">The versions for which it is carried out.</param>
[GenerateSerializer, Immutable, Alias("om.product.price")]
public sealed record SetProductPrice(
    [property: Id(0)] string OperationId,
    [property: Id(1)] Money Price,
    [property: Id(2)] Money? Freight = null,
    [property: Id(4)] VersionCondition Versions = default);

/// <summary>Withdraws a product from sale.</summary>
/// <param name="OperationId">The id of this command. A repeat with the same id changes nothing.</param>
/// <param name="Versions">The versions for which it is carried out.</param>
[GenerateSerializer, Immutable, Alias("om.product.withdraw")]
public sealed record WithdrawProduct([property: Id(0)] string OperationId, [property: Id(2)] VersionCondition Versions = default);

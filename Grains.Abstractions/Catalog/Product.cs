namespace OrleansMicro.Catalog;

/// <summary>A product as its seller describes it.</summary>
/// <param name="SellerId">Who sells it.</param>
/// <param name="ProductId">Its identifier among that seller's products.</param>
/// <param name="Name">At most <see cref="Limits.MaxNameLength"/> characters.</param>
/// <param name="Description">At most <see cref="Limits.MaxDescriptionLength"/> characters; may be empty.</param>
/// <param name="Category">At most <see cref="Limits.MaxTextLength"/> characters; may be empty.</param>
/// <param name="Price">Of one unit, greater than zero.</param>
/// <param name="Freight">Shipping of one unit, in the price's currency; may be zero.</param>
/// <param name="Version">Grows by one with each change; the ETag of the REST API.</param>
/// <param name="Active">False once withdrawn.</param>
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
/// <param name="OperationId">Names this command; a repeat with the same id changes nothing more.</param>
/// <param name="Name">See <see cref="Product"/>.</param>
/// <param name="Description">See <see cref="Product"/>.</param>
/// <param name="Category">See <see cref="Product"/>.</param>
/// <param name="Price">See <see cref="Product"/>.</param>
/// <param name="Freight">See <see cref="Product"/>.</param>
/// <param name="ExpectedVersion">The version that must be current; 0: it must not exist yet; null: any.</param>
[GenerateSerializer, Immutable, Alias("om.product.put")]
public sealed record PutProduct(
    [property: Id(0)] string OperationId,
    [property: Id(1)] string Name,
    [property: Id(2)] string Description,
    [property: Id(3)] string Category,
    [property: Id(4)] Money Price,
    [property: Id(5)] Money Freight,
    [property: Id(6)] long? ExpectedVersion = null);

/// <summary>Changes a product's price.</summary>
/// <param name="OperationId">Names this command; a repeat with the same id changes nothing more.</param>
/// <param name="Price">The new price of one unit.</param>
/// <param name="Freight">The new freight of one unit; null keeps it.</param>
/// <param name="ExpectedVersion">The version that must be current; null: any.</param>
[GenerateSerializer, Immutable, Alias("om.product.price")]
public sealed record SetProductPrice(
    [property: Id(0)] string OperationId,
    [property: Id(1)] Money Price,
    [property: Id(2)] Money? Freight = null,
    [property: Id(3)] long? ExpectedVersion = null);

/// <summary>Takes a product off sale.</summary>
/// <param name="OperationId">Names this command; a repeat with the same id changes nothing more.</param>
/// <param name="ExpectedVersion">The version that must be current; null: any.</param>
[GenerateSerializer, Immutable, Alias("om.product.withdraw")]
public sealed record WithdrawProduct([property: Id(0)] string OperationId, [property: Id(1)] long? ExpectedVersion = null);

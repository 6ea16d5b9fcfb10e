namespace OrleansMicro.Sellers;

/// <summary>The profile and the products of a seller. Key: the seller's id.</summary>
[Alias("om.ISellerGrain")]
public interface ISellerGrain : IGrainWithStringKey
{
    /// <summary>Gets the profile. Null if there is none.</summary>
    [ReadOnly, Alias("Get")]
    Task<Seller?> Get(Caller caller, CancellationToken cancellation = default);

    /// <summary>
    /// Creates or replaces the profile. Refused: <see cref="RefusalCodes.Invalid"/>,
    /// <see cref="RefusalCodes.VersionMismatch"/>.
    /// </summary>
    [Alias("Put")]
    Task<Result<Seller>> Put(PutSeller command, Caller caller, CancellationToken cancellation = default);

    /// <summary>
    /// Adds a product to the list, durably, before the product itself is written. A repeat changes nothing. False if
    /// the seller does not exist.
    /// </summary>
    [Alias("AddProduct")]
    Task<bool> AddProduct(string productId);

    /// <summary>
    /// Lists the ids of the products in the order they were added, withdrawn ones included. Null for a seller without a
    /// profile. The product of an id need not exist: its write may have failed.
    /// </summary>
    /// <param name="cursor"><see cref="Page{T}.Next"/> of the page before. Null: the first page.</param>
    /// <param name="limit">1 to <see cref="Limits.MaxPageSize"/>.</param>
    /// <param name="caller">The party that asks.</param>
    /// <param name="cancellation">Ends the wait for the answer.</param>
    [AlwaysInterleave, Alias("ListProducts")]
    Task<Page<string>?> ListProducts(long? cursor, int limit, Caller caller, CancellationToken cancellation = default);
}

/// <summary>The profile of a seller.</summary>
/// <param name="SellerId">The seller.</param>
/// <param name="Name">A single line of at most <see cref="Limits.MaxNameLength"/> characters.</param>
/// <param name="Email">The address for notifications. May be null.</param>
/// <param name="ProductCount">The number of products added so far.</param>
/// <param name="Version">Increases by one with each change of the profile. The ETag of the REST API.</param>
[GenerateSerializer, Immutable, Alias("om.seller")]
public sealed record Seller(
    [property: Id(0)] string SellerId,
    [property: Id(1)] string Name,
    [property: Id(2)] string? Email,
    [property: Id(3)] long ProductCount,
    [property: Id(4)] long Version);

/// <summary>Creates or replaces a profile.</summary>
/// <param name="OperationId">The id of this command. A repeat with the same id changes nothing.</param>
/// <param name="Name">See <see cref="Seller"/>.</param>
/// <param name="Email">See <see cref="Seller"/>.</param>
/// <param name="Versions">The versions for which it is carried out.</param>
[GenerateSerializer, Immutable, Alias("om.seller.put")]
public sealed record PutSeller(
    [property: Id(0)] string OperationId,
    [property: Id(1)] string Name,
    [property: Id(2)] string? Email,
    [property: Id(4)] VersionCondition Versions = default);

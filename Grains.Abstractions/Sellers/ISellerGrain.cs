namespace OrleansMicro.Sellers;

/// <summary>A seller's profile and list of products. Key: the seller's id.</summary>
[Alias("om.ISellerGrain")]
public interface ISellerGrain : IGrainWithStringKey
{
    /// <summary>The profile; null when none was put.</summary>
    [ReadOnly, Alias("Get")]
    Task<Seller?> Get(Caller caller, CancellationToken cancellation = default);

    /// <summary>Creates or replaces the profile. Refused: invalid, version mismatch.</summary>
    [Alias("Put")]
    Task<Result<Seller>> Put(PutSeller command, Caller caller, CancellationToken cancellation = default);

    /// <summary>Enters a product into the list, durably, before the product itself is written. A repeat changes nothing. False: no such seller.</summary>
    [Alias("AddProduct")]
    Task<bool> AddProduct(string productId);

    /// <summary>The ids of the seller's products in the order they were added, withdrawn ones included; one that was never written may be among them.</summary>
    /// <param name="cursor">Where to go on: <see cref="Page{T}.Next"/> of the part before; null: the first.</param>
    /// <param name="limit">1 to <see cref="Limits.MaxPageSize"/>.</param>
    /// <param name="caller">The party that asks.</param>
    /// <param name="cancellation">Ends the wait for the answer.</param>
    [AlwaysInterleave, Alias("ListProducts")]
    Task<Page<string>> ListProducts(long? cursor, int limit, Caller caller, CancellationToken cancellation = default);
}

/// <summary>A seller's profile.</summary>
/// <param name="SellerId">The seller.</param>
/// <param name="Name">At most <see cref="Limits.MaxNameLength"/> characters.</param>
/// <param name="Email">For notices; may be null.</param>
/// <param name="ProductCount">Products ever added.</param>
/// <param name="Version">Of the profile; grows by one with each change; the ETag of the REST API.</param>
[GenerateSerializer, Immutable, Alias("om.seller")]
public sealed record Seller(
    [property: Id(0)] string SellerId,
    [property: Id(1)] string Name,
    [property: Id(2)] string? Email,
    [property: Id(3)] long ProductCount,
    [property: Id(4)] long Version);

/// <summary>Creates or replaces a profile.</summary>
/// <param name="OperationId">Names this command; a repeat with the same id changes nothing more.</param>
/// <param name="Name">See <see cref="Seller"/>.</param>
/// <param name="Email">See <see cref="Seller"/>.</param>
/// <param name="ExpectedVersion">The version that must be current; 0: none yet; null: any.</param>
[GenerateSerializer, Immutable, Alias("om.seller.put")]
public sealed record PutSeller(
    [property: Id(0)] string OperationId,
    [property: Id(1)] string Name,
    [property: Id(2)] string? Email,
    [property: Id(3)] long? ExpectedVersion = null);

namespace OrleansMicro.Customers;

/// <summary>A customer's profile and list of orders. Key: the customer's id.</summary>
[Alias("om.ICustomerGrain")]
public interface ICustomerGrain : IGrainWithStringKey
{
    /// <summary>The profile; null when none was put. Orders may exist without one (guests).</summary>
    [ReadOnly, Alias("Get")]
    Task<Customer?> Get(Caller caller, CancellationToken cancellation = default);

    /// <summary>Creates or replaces the profile. Refused: invalid, version mismatch.</summary>
    [Alias("Put")]
    Task<Result<Customer>> Put(PutCustomer command, Caller caller, CancellationToken cancellation = default);

    /// <summary>Enters an order into the list, durably. A repeat changes nothing.</summary>
    /// <param name="orderId">The order.</param>
    /// <param name="placedAt">When it was placed.</param>
    [Alias("ListOrder")]
    Task AddOrder(string orderId, DateTimeOffset placedAt);

    /// <summary>The customer's orders, newest first.</summary>
    /// <param name="cursor">Where to go on: <see cref="Page{T}.Next"/> of the part before; null: the newest.</param>
    /// <param name="limit">1 to <see cref="Limits.MaxPageSize"/>.</param>
    /// <param name="caller">The party that asks.</param>
    /// <param name="cancellation">Ends the wait for the answer.</param>
    [AlwaysInterleave, Alias("ListOrders")]
    Task<Page<string>> ListOrders(long? cursor, int limit, Caller caller, CancellationToken cancellation = default);
}

/// <summary>A customer's profile.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="Name">At most <see cref="Limits.MaxNameLength"/> characters.</param>
/// <param name="Email">For notices; may be null.</param>
/// <param name="Addresses">At most <see cref="Limits.MaxAddresses"/>.</param>
/// <param name="OrderCount">Orders ever placed.</param>
/// <param name="Version">Of the profile; grows by one with each change; the ETag of the REST API.</param>
[GenerateSerializer, Immutable, Alias("om.customer")]
public sealed record Customer(
    [property: Id(0)] string CustomerId,
    [property: Id(1)] string Name,
    [property: Id(2)] string? Email,
    [property: Id(3)] ImmutableArray<Address> Addresses,
    [property: Id(4)] long OrderCount,
    [property: Id(5)] long Version);

/// <summary>Creates or replaces a profile.</summary>
/// <param name="OperationId">Names this command; a repeat with the same id changes nothing more.</param>
/// <param name="Name">See <see cref="Customer"/>.</param>
/// <param name="Email">See <see cref="Customer"/>.</param>
/// <param name="Addresses">See <see cref="Customer"/>.</param>
/// <param name="ExpectedVersion">The version that must be current; 0: none yet; null: any.</param>
[GenerateSerializer, Immutable, Alias("om.customer.put")]
public sealed record PutCustomer(
    [property: Id(0)] string OperationId,
    [property: Id(1)] string Name,
    [property: Id(2)] string? Email,
    [property: Id(3)] ImmutableArray<Address> Addresses,
    [property: Id(4)] long? ExpectedVersion = null);

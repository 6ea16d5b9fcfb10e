namespace OrleansMicro.Customers;

/// <summary>The profile and the orders of a customer. Key: the customer's id.</summary>
[Alias("om.ICustomerGrain")]
public interface ICustomerGrain : IGrainWithStringKey
{
    /// <summary>Gets the profile. Null if there is none: a guest has orders without a profile.</summary>
    [ReadOnly, Alias("Get")]
    Task<Customer?> Get(Caller caller, CancellationToken cancellation = default);

    /// <summary>
    /// Creates or replaces the profile. Refused: <see cref="RefusalCodes.Invalid"/>,
    /// <see cref="RefusalCodes.VersionMismatch"/>.
    /// </summary>
    [Alias("Put")]
    Task<Result<Customer>> Put(PutCustomer command, Caller caller, CancellationToken cancellation = default);

    /// <summary>Adds an order to the list, durably. A repeat changes nothing.</summary>
    /// <param name="orderId">The order.</param>
    /// <param name="placedAt">The time at which it was placed.</param>
    [Alias("AddOrder")]
    Task AddOrder(string orderId, DateTimeOffset placedAt);

    /// <summary>Lists the orders, newest first. Null for a customer that has neither a profile nor an order.</summary>
    /// <param name="cursor"><see cref="Page{T}.Next"/> of the page before. Null: the first page.</param>
    /// <param name="limit">1 to <see cref="Limits.MaxPageSize"/>.</param>
    /// <param name="caller">The party that asks.</param>
    /// <param name="cancellation">Ends the wait for the answer.</param>
    [AlwaysInterleave, Alias("ListOrders")]
    Task<Page<string>?> ListOrders(long? cursor, int limit, Caller caller, CancellationToken cancellation = default);
}

/// <summary>The profile of a customer.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="Name">A single line of at most <see cref="Limits.MaxNameLength"/> characters.</param>
/// <param name="Email">The address for notifications. May be null.</param>
/// <param name="Addresses">The addresses, at most <see cref="Limits.MaxAddresses"/>.</param>
/// <param name="OrderCount">The number of orders placed so far.</param>
/// <param name="Version">Increases by one with each change of the profile. The ETag of the REST API.</param>
[GenerateSerializer, Immutable, Alias("om.customer")]
public sealed record Customer(
    [property: Id(0)] string CustomerId,
    [property: Id(1)] string Name,
    [property: Id(2)] string? Email,
    [property: Id(3)] ImmutableArray<Address> Addresses,
    [property: Id(4)] long OrderCount,
    [property: Id(5)] long Version);

/// <summary>Creates or replaces a profile.</summary>
/// <param name="OperationId">The id of this command. A repeat with the same id changes nothing.</param>
/// <param name="Name">See <see cref="Customer"/>.</param>
/// <param name="Email">See <see cref="Customer"/>.</param>
/// <param name="Addresses">See <see cref="Customer"/>.</param>
/// <param name="Versions">The versions for which it is carried out.</param>
[GenerateSerializer, Immutable, Alias("om.customer.put")]
public sealed record PutCustomer(
    [property: Id(0)] string OperationId,
    [property: Id(1)] string Name,
    [property: Id(2)] string? Email,
    [property: Id(3)] ImmutableArray<Address> Addresses,
    [property: Id(5)] VersionCondition Versions = default);

namespace OrleansMicro.Catalog;

/// <summary>A product of a seller. Key: <see cref="Ids.ProductKey"/>.</summary>
[Alias("om.IProductGrain")]
public interface IProductGrain : IGrainWithStringKey
{
    /// <summary>Gets the product, also a withdrawn one. Null if it does not exist.</summary>
    [ReadOnly, Alias("Get")]
    Task<Product?> Get(Caller caller, CancellationToken cancellation = default);

    /// <summary>
    /// Creates or replaces the product. A withdrawn product is for sale again. Refused:
    /// <see cref="RefusalCodes.NotFound"/> if the seller does not exist, <see cref="RefusalCodes.VersionMismatch"/>,
    /// <see cref="RefusalCodes.Invalid"/>, <see cref="RefusalCodes.CurrencyMismatch"/>.
    /// </summary>
    [Alias("Put")]
    Task<Result<Product>> Put(PutProduct command, Caller caller, CancellationToken cancellation = default);

    /// <summary>
    /// Changes the price. The checkout of a cart that saw the old price is refused. Refused: as <see cref="Put"/>, and
    /// <see cref="RefusalCodes.Withdrawn"/>.
    /// </summary>
    [Alias("SetPrice")]
    Task<Result<Product>> SetPrice(SetProductPrice command, Caller caller, CancellationToken cancellation = default);

    /// <summary>Withdraws the product from sale. Orders that were placed before are not affected.</summary>
    [Alias("Withdraw")]
    Task<Result<Product>> Withdraw(WithdrawProduct command, Caller caller, CancellationToken cancellation = default);
}

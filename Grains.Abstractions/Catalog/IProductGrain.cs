namespace OrleansMicro.Catalog;

/// <summary>One product of one seller. Key: <see cref="Ids.ProductKey"/>.</summary>
[Alias("om.IProductGrain")]
public interface IProductGrain : IGrainWithStringKey
{
    /// <summary>The product as it is now, withdrawn or not; null when it was never put.</summary>
    [ReadOnly, Alias("Get")]
    Task<Product?> Get(Caller caller, CancellationToken cancellation = default);

    /// <summary>
    /// Creates the product, or replaces all of it; a withdrawn one is for sale again. Refused: <see cref="RefusalCodes.NotFound"/> when the
    /// seller does not exist, <see cref="RefusalCodes.VersionMismatch"/>, <see cref="RefusalCodes.Invalid"/>.
    /// </summary>
    [Alias("Put")]
    Task<Result<Product>> Put(PutProduct command, Caller caller, CancellationToken cancellation = default);

    /// <summary>Changes the price. Carts that saw the old price are told at checkout. Refused as <see cref="Put"/>, and when withdrawn.</summary>
    [Alias("SetPrice")]
    Task<Result<Product>> SetPrice(SetProductPrice command, Caller caller, CancellationToken cancellation = default);

    /// <summary>Takes the product off sale. Orders already placed are not touched. Repeating it changes nothing.</summary>
    [Alias("Withdraw")]
    Task<Result<Product>> Withdraw(WithdrawProduct command, Caller caller, CancellationToken cancellation = default);
}

namespace OrleansMicro.Catalog;

/// <summary>Products that the process of the API reads without a call, because it is a silo too.</summary>
public interface IProductsAtHand
{
    /// <summary>Gets a product as its grain would answer now. Null if only the grain can tell.</summary>
    Product? Find(string key);
}

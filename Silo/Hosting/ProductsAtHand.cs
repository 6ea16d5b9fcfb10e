using OrleansMicro.Catalog;

namespace OrleansMicro.Silo;

/// <summary>
/// Lets the API of single mode read products as carts do: see docs/decisions/0027-read-products-of-the-same-silo-without-a-call.md.
/// </summary>
internal sealed class ProductsAtHand(LocalProducts products) : IProductsAtHand
{
    public Product? Find(string key) => products.Find(key);
}

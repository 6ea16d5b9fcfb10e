using OrleansMicro.Batches;

namespace OrleansMicro.Catalog;

/// <summary>Reads products: without a call on this silo, with one call per other silo.</summary>
public sealed class ProductReads(LocalProducts local, BatchCalls calls)
{
    /// <summary>Gets a product. Null if it does not exist.</summary>
    public Task<Product?> Get(IGrainFactory grains, string key, CancellationToken cancellation) => local.Find(key) is { } product
        ? Task.FromResult<Product?>(product)
        : grains.GetGrain<IProductGrain>(key).Get(Caller.System, cancellation);

    /// <summary>Gets products, in the order of their keys.</summary>
    public Task<Product?[]> Get(string[] keys, CancellationToken cancellation)
    {
        var method = new BatchMethod<NoCommand, Product?>(
            (grains, key, _) => Get(grains, key, cancellation),
            (silo, items) =>
            {
                var products = silo.GetProducts([.. items.Select(static item => item.Key)]);
                products.Ignore();
                return products.WaitAsync(cancellation);
            });
        return Task.WhenAll(calls.Send(Array.ConvertAll(keys, static key => new BatchItem<NoCommand>(key, default)), method));
    }

    /// <summary>A read needs only the key of its product.</summary>
    private readonly record struct NoCommand;
}

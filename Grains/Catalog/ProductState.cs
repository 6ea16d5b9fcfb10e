namespace OrleansMicro.Catalog;

/// <summary>A product as it is stored.</summary>
[GenerateSerializer, Immutable, Alias("om.product.state")]
public sealed record ProductState
{
    /// <summary>The product. Null until it is put for the first time.</summary>
    [Id(0)]
    public Product? Product { get; init; }

    /// <summary>The executed changes of the product, see <see cref="OperationMemory"/>.</summary>
    [Id(2)]
    public OperationMemory Operations { get; init; }

    /// <summary>The version of the product. 0 if there is none.</summary>
    internal long Version => Product?.Version ?? 0;
}

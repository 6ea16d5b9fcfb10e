namespace OrleansMicro.Catalog;

/// <summary>A product as it is stored.</summary>
[GenerateSerializer, Immutable, Alias("om.product.state")]
public sealed record ProductState
{
    /// <summary>The product; null until it is put for the first time.</summary>
    [Id(0)]
    public Product? Product { get; init; }

    /// <summary>The changes of the product.</summary>
    [Id(2)]
    public OperationMemory Operations { get; init; }

    /// <summary>The product's version; 0: none.</summary>
    internal long Version => Product?.Version ?? 0;
}

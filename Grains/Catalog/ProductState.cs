using System.Collections.Immutable;

namespace OrleansMicro.Catalog;

/// <summary>A product as it is stored.</summary>
[GenerateSerializer, Immutable, Alias("om.product.state")]
public sealed record ProductState
{
    /// <summary>The product. Null until it is put for the first time.</summary>
    [Id(0)]
    public Product? Product { get; init; }

    /// <summary>The latest commands, see <see cref="OperationMemory"/>.</summary>
    [Id(1)]
    public ImmutableArray<RememberedOperation> Operations { get; init => field = value.OrEmpty(); } = [];

    /// <summary>The version of the product. 0 if there is none.</summary>
    internal long Version => Product?.Version ?? 0;
}

namespace OrleansMicro.Sellers;

/// <summary>A seller as it is stored.</summary>
[GenerateSerializer, Immutable, Alias("om.seller.state")]
public sealed record SellerState
{
    /// <summary>The version of the profile. 0 if there is none.</summary>
    [Id(0)]
    public long Version { get; init; }

    /// <summary>See <see cref="Seller"/>.</summary>
    [Id(1)]
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>See <see cref="Seller"/>.</summary>
    [Id(2)]
    public string? Email { get; init; }

    /// <summary>The ids of the products in the order they were added.</summary>
    [Id(3)]
    public PagedLog<string> Products { get; init => field = value ?? new(); } = new();

    /// <summary>The executed changes of the profile, see <see cref="OperationMemory"/>.</summary>
    [Id(5)]
    public OperationMemory Operations { get; init; }
}

using System.Collections.Immutable;

namespace OrleansMicro.Customers;

/// <summary>A customer as it is stored.</summary>
[GenerateSerializer, Immutable, Alias("om.customer.state")]
public sealed record CustomerState
{
    /// <summary>The version of the profile. 0 if there is none.</summary>
    [Id(0)]
    public long Version { get; init; }

    /// <summary>See <see cref="Customer"/>.</summary>
    [Id(1)]
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>See <see cref="Customer"/>.</summary>
    [Id(2)]
    public string? Email { get; init; }

    /// <summary>See <see cref="Customer"/>.</summary>
    [Id(3)]
    public ImmutableArray<Address> Addresses { get; init => field = value.OrEmpty(); } = [];

    /// <summary>The ids of the orders, oldest first.</summary>
    [Id(4)]
    public PagedLog<string> Orders { get; init => field = value ?? new(); } = new();

    /// <summary>The time at which the newest order of the list was placed.</summary>
    [Id(6)]
    public DateTimeOffset NewestPlacedAt { get; init; }

    /// <summary>The executed changes of the profile, see <see cref="OperationMemory"/>.</summary>
    [Id(8)]
    public OperationMemory Operations { get; init; }
}

using System.Collections.Immutable;

namespace OrleansMicro.Shipments;

/// <summary>What is kept of an order's packages. Version 0: there are none yet.</summary>
[GenerateSerializer, Alias("om.shipment.state")]
public sealed record ShipmentState
{
    /// <summary>Grows by one with each write.</summary>
    [Id(0)]
    public long Version { get; init; }

    [Id(1)]
    public string CustomerId { get; init; } = "";

    [Id(2)]
    public Address? ShipTo { get; init; }

    [Id(3)]
    public ImmutableArray<Package> Packages { get; init => field = value.OrEmpty(); } = [];

    /// <summary>The packages' slots in their sellers' ledgers, in the order of the packages.</summary>
    [Id(4)]
    public ImmutableArray<long> Slots { get; init => field = value.OrEmpty(); } = [];
}

namespace OrleansMicro.Shipments;

/// <summary>The packages of an order.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="CustomerId">The customer.</param>
/// <param name="ShipTo">The delivery address.</param>
/// <param name="Packages">The packages, one per seller.</param>
/// <param name="Version">Increases by one with each change. The ETag of the REST API.</param>
[GenerateSerializer, Immutable, Alias("om.shipment")]
public sealed record Shipment(
    [property: Id(0)] string OrderId,
    [property: Id(1)] string CustomerId,
    [property: Id(2)] Address ShipTo,
    [property: Id(3)] ImmutableArray<Package> Packages,
    [property: Id(4)] long Version);

/// <summary>One seller's package of an order.</summary>
/// <param name="SellerId">The seller.</param>
/// <param name="Status">The status.</param>
/// <param name="Lines">The products in the package.</param>
/// <param name="Carrier">The carrier, if it is known.</param>
/// <param name="TrackingNumber">The carrier's tracking number, if it is known.</param>
/// <param name="ShippedAt">The time at which it was handed to the carrier.</param>
/// <param name="DeliveredAt">The time at which it was delivered.</param>
[GenerateSerializer, Immutable, Alias("om.package")]
public sealed record Package(
    [property: Id(0)] string SellerId,
    [property: Id(1)] PackageStatus Status,
    [property: Id(2)] ImmutableArray<PackageLine> Lines,
    [property: Id(3)] string? Carrier = null,
    [property: Id(4)] string? TrackingNumber = null,
    [property: Id(5)] DateTimeOffset? ShippedAt = null,
    [property: Id(6)] DateTimeOffset? DeliveredAt = null);

/// <summary>A product in a package.</summary>
/// <param name="ProductId">The product.</param>
/// <param name="Quantity">The number of units.</param>
/// <param name="Amount">Price and freight of all units.</param>
[GenerateSerializer, Immutable, Alias("om.package.line")]
public sealed record PackageLine(
    [property: Id(0)] string ProductId,
    [property: Id(1)] int Quantity,
    [property: Id(2)] Money Amount);

/// <summary>The status of a package.</summary>
[GenerateSerializer, Alias("om.package.status")]
public enum PackageStatus
{
    /// <summary>Paid and not yet shipped.</summary>
    ReadyToShip,

    /// <summary>Handed to the carrier.</summary>
    Shipped,

    /// <summary>Delivered.</summary>
    Delivered,

    /// <summary>The order was cancelled.</summary>
    Cancelled,
}

/// <summary>Records that a package was handed to the carrier.</summary>
/// <param name="OperationId">The id of this command. A repeat with the same id changes nothing.</param>
/// <param name="SellerId">The seller of the package.</param>
/// <param name="Carrier">The carrier: a single line of at most <see cref="Limits.MaxTextLength"/> characters, or
/// null.</param>
/// <param name="TrackingNumber">The tracking number: a single line of at most <see cref="Limits.MaxTextLength"/>
/// characters, or null.</param>
[GenerateSerializer, Immutable, Alias("om.package.ship")]
public sealed record ShipPackage(
    [property: Id(0)] string OperationId,
    [property: Id(1)] string SellerId,
    [property: Id(2)] string? Carrier,
    [property: Id(3)] string? TrackingNumber);

/// <summary>Records that a package was delivered.</summary>
/// <param name="OperationId">The id of this command. A repeat with the same id changes nothing.</param>
/// <param name="SellerId">The seller of the package.</param>
[GenerateSerializer, Immutable, Alias("om.package.deliver")]
public sealed record DeliverPackage([property: Id(0)] string OperationId, [property: Id(1)] string SellerId);

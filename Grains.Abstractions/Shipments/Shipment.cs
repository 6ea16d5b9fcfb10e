namespace OrleansMicro.Shipments;

/// <summary>The packages of an order.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="CustomerId">Who receives.</param>
/// <param name="ShipTo">Where it goes.</param>
/// <param name="Packages">One per seller.</param>
/// <param name="Version">Grows by one with each change; the ETag of the REST API.</param>
[GenerateSerializer, Immutable, Alias("om.shipment")]
public sealed record Shipment(
    [property: Id(0)] string OrderId,
    [property: Id(1)] string CustomerId,
    [property: Id(2)] Address ShipTo,
    [property: Id(3)] ImmutableArray<Package> Packages,
    [property: Id(4)] long Version);

/// <summary>What one seller sends for one order.</summary>
/// <param name="SellerId">Who sends.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Lines">What is in it.</param>
/// <param name="Carrier">Who carries it, once shipped and told.</param>
/// <param name="TrackingNumber">The carrier's number, once shipped and told.</param>
/// <param name="ShippedAt">When it was handed over.</param>
/// <param name="DeliveredAt">When it arrived.</param>
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
/// <param name="Quantity">Units.</param>
/// <param name="Amount">Price and freight of all units.</param>
[GenerateSerializer, Immutable, Alias("om.package.line")]
public sealed record PackageLine(
    [property: Id(0)] string ProductId,
    [property: Id(1)] int Quantity,
    [property: Id(2)] Money Amount);

/// <summary>Where a package stands.</summary>
[GenerateSerializer, Alias("om.package.status")]
public enum PackageStatus
{
    /// <summary>Paid, waits for its seller.</summary>
    ReadyToShip,

    /// <summary>With the carrier.</summary>
    Shipped,

    /// <summary>Arrived.</summary>
    Delivered,

    /// <summary>The order was cancelled.</summary>
    Cancelled,
}

/// <summary>Makes the packages of an order. The order's id is the operation id.</summary>
/// <param name="CustomerId">Who receives.</param>
/// <param name="ShipTo">Where it goes.</param>
/// <param name="PlacedAt">When the order was placed, for the ledgers.</param>
/// <param name="Packages">One per seller, all <see cref="PackageStatus.ReadyToShip"/>.</param>
[GenerateSerializer, Immutable, Alias("om.shipment.create")]
public sealed record CreateShipment(
    [property: Id(0)] string CustomerId,
    [property: Id(1)] Address ShipTo,
    [property: Id(2)] DateTimeOffset PlacedAt,
    [property: Id(3)] ImmutableArray<Package> Packages);

/// <summary>Hands a package to the carrier.</summary>
/// <param name="OperationId">Names this command; a repeat with the same id changes nothing more.</param>
/// <param name="SellerId">Whose package.</param>
/// <param name="Carrier">Who carries it; may be null.</param>
/// <param name="TrackingNumber">The carrier's number; may be null.</param>
[GenerateSerializer, Immutable, Alias("om.package.ship")]
public sealed record ShipPackage(
    [property: Id(0)] string OperationId,
    [property: Id(1)] string SellerId,
    [property: Id(2)] string? Carrier,
    [property: Id(3)] string? TrackingNumber);

/// <summary>Records a delivery.</summary>
/// <param name="OperationId">Names this command; a repeat with the same id changes nothing more.</param>
/// <param name="SellerId">Whose package.</param>
[GenerateSerializer, Immutable, Alias("om.package.deliver")]
public sealed record DeliverPackage([property: Id(0)] string OperationId, [property: Id(1)] string SellerId);

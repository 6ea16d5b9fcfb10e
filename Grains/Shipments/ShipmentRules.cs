using System.Collections.Immutable;
using OrleansMicro.Sellers;

namespace OrleansMicro.Shipments;

/// <summary>The packages of an order, a part of the order's row. Version 0: there are none yet.</summary>
[GenerateSerializer, Alias("om.shipment.state")]
public sealed record ShipmentState
{
    /// <summary>Grows by one with each change of a package.</summary>
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

/// <summary>What the packages of a paid order are made of.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="ShipTo">The delivery address.</param>
/// <param name="PlacedAt">The time at which the order was placed, for the ledgers.</param>
/// <param name="Packages">One per seller, all <see cref="PackageStatus.ReadyToShip"/>.</param>
public sealed record CreateShipment(
    string CustomerId,
    Address ShipTo,
    DateTimeOffset PlacedAt,
    ImmutableArray<Package> Packages);

/// <summary>The rules of packages: ready, shipped, delivered. All of them can be cancelled while none is shipped.</summary>
public static class ShipmentRules
{
    /// <summary>The packages of a paid order.</summary>
    /// <param name="command">The packages.</param>
    /// <param name="slots">Where the sellers' ledgers have the packages, in their order.</param>
    public static ShipmentState Create(CreateShipment command, ImmutableArray<long> slots) => new()
    {
        Version = 1,
        CustomerId = command.CustomerId,
        ShipTo = command.ShipTo,
        Packages = command.Packages,
        Slots = slots,
    };

    /// <summary>Hands a package to the carrier.</summary>
    public static Result<ShipmentState> Ship(ShipmentState shipment, ShipPackage command, DateTimeOffset now)
    {
        if ((TextRules.CheckOptionalLine(command.Carrier, "carrier", Limits.MaxTextLength)
            ?? TextRules.CheckOptionalLine(command.TrackingNumber, "trackingNumber", Limits.MaxTextLength)) is { } invalid)
            return invalid;
        return Move(shipment, command.SellerId, PackageStatus.ReadyToShip, IsRepeat, package => package with
        {
            Status = PackageStatus.Shipped,
            Carrier = command.Carrier,
            TrackingNumber = command.TrackingNumber,
            ShippedAt = now,
        });

        bool IsRepeat(Package package) =>
            HasLeft(package) && package.Carrier == command.Carrier && package.TrackingNumber == command.TrackingNumber;
    }

    /// <summary>Records a delivery.</summary>
    public static Result<ShipmentState> Deliver(ShipmentState shipment, DeliverPackage command, DateTimeOffset now) =>
        Move(
            shipment,
            command.SellerId,
            PackageStatus.Shipped,
            static package => package.Status == PackageStatus.Delivered,
            package => package with { Status = PackageStatus.Delivered, DeliveredAt = now });

    /// <summary>Cancels all packages. A repeat gives the same shipment.</summary>
    public static Result<ShipmentState> Cancel(ShipmentState shipment)
    {
        if (shipment.Version == 0)
            return NotFound();
        var any = false;
        foreach (var package in shipment.Packages)
        {
            if (HasLeft(package))
                return new Refusal(RefusalCodes.WrongState, $"Seller {package.SellerId} has shipped its package already.");
            any |= package.Status != PackageStatus.Cancelled;
        }

        return any
            ? shipment with
            {
                Version = shipment.Version + 1,
                Packages = [.. shipment.Packages.Select(package => package with { Status = PackageStatus.Cancelled })],
            }
            : shipment;
    }

    /// <summary>Whether the package was shipped.</summary>
    public static bool HasLeft(Package package) => package.Status is PackageStatus.Shipped or PackageStatus.Delivered;

    /// <summary>The status of a package in the seller's ledger.</summary>
    public static LedgerStatus ToLedgerStatus(PackageStatus status) => status switch
    {
        PackageStatus.ReadyToShip => LedgerStatus.Paid,
        PackageStatus.Shipped => LedgerStatus.Shipped,
        PackageStatus.Delivered => LedgerStatus.Delivered,
        _ => LedgerStatus.Cancelled,
    };

    /// <summary>The ledger entry of a package of a paid order.</summary>
    public static LedgerEntry CreateEntry(string orderId, Package package, DateTimeOffset placedAt)
    {
        var units = 0L;
        var amount = Money.Zero(package.Lines[0].Amount.Currency);
        foreach (var line in package.Lines)
        {
            units += line.Quantity;
            amount += line.Amount;
        }

        return new LedgerEntry(orderId, LedgerStatus.Paid, units, amount, placedAt);
    }

    /// <summary>The shipment as others see it; null before the order is paid.</summary>
    public static Shipment? View(string orderId, ShipmentState shipment) => shipment.Version == 0
        ? null
        : new Shipment(orderId, shipment.CustomerId, shipment.ShipTo!, shipment.Packages, shipment.Version);

    private static Result<ShipmentState> Move(
        ShipmentState shipment, string sellerId, PackageStatus from, Func<Package, bool> isRepeat, Func<Package, Package> move)
    {
        var index = IndexOf(shipment, sellerId);
        if (index < 0)
            return NotFound();
        var package = shipment.Packages[index];
        if (isRepeat(package))
            return shipment;
        if (package.Status != from)
            return new Refusal(RefusalCodes.WrongState, $"The package is {package.Status}; it must be {from}.");
        return shipment with { Version = shipment.Version + 1, Packages = shipment.Packages.SetItem(index, move(package)) };
    }

    private static int IndexOf(ShipmentState shipment, string sellerId)
    {
        for (var i = 0; i < shipment.Packages.Length; i++)
        {
            if (shipment.Packages[i].SellerId == sellerId)
                return i;
        }

        return -1;
    }

    private static Refusal NotFound() => new(RefusalCodes.NotFound, "The order has no such package.", "sellerId");
}

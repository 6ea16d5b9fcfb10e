using Proto = OrleansMicro.Protos.V1;

namespace OrleansMicro.Grpc;

/// <summary>Shipments as messages.</summary>
internal static class ShipmentMessages
{
    public static Proto.Shipment ToMessage(this Shipment shipment) => new()
    {
        OrderId = shipment.OrderId,
        CustomerId = shipment.CustomerId,
        ShipTo = shipment.ShipTo.ToMessage(),
        Packages = { shipment.Packages.Select(ToMessage) },
        Version = shipment.Version,
    };

    public static Proto.PackageStatus ToMessage(this PackageStatus status) => (Proto.PackageStatus)(status + 1);

    private static Proto.Package ToMessage(Package package) => new()
    {
        SellerId = package.SellerId,
        Status = package.Status.ToMessage(),
        Lines = { package.Lines.Select(ToMessage) },
        Carrier = package.Carrier ?? "",
        TrackingNumber = package.TrackingNumber ?? "",
        ShippedAt = package.ShippedAt.ToMessage(),
        DeliveredAt = package.DeliveredAt.ToMessage(),
    };

    private static Proto.PackageLine ToMessage(PackageLine line) =>
        new() { ProductId = line.ProductId, Quantity = line.Quantity, Amount = line.Amount.ToMessage() };
}

namespace OrleansMicro.Shipments;

/// <summary>The carrier of a package.</summary>
[OptionalBody]
internal sealed class ShipPackageRequest : JsonRequest<ShipPackageRequest>
{
    /// <summary>The carrier's name.</summary>
    [OptionalLine(Limits.MaxTextLength)] public string? Carrier { get; set; }

    /// <summary>The carrier's number of the package.</summary>
    [OptionalLine(Limits.MaxTextLength)] public string? TrackingNumber { get; set; }

    public ShipPackage ToCommand(string sellerId) =>
        new(OperationId.From("ship", sellerId, Carrier, TrackingNumber), sellerId, Carrier, TrackingNumber);
}

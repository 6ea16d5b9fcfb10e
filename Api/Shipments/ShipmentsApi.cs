namespace OrleansMicro.Shipments;

/// <summary>Endpoints of the packages of an order.</summary>
internal static class ShipmentsApi
{
    public static void MapShipmentsApi(this IEndpointRouteBuilder v1)
    {
        var shipments = v1.MapGroup("/shipments/{orderId}").WithTags(Tags.Shipments);
        shipments.MapGet("", GetAsync).WithName("getShipment").WithSummary("Get the packages of a paid order")
            .WithResponse<Shipment>(200, "One package per seller.", HeaderNames.ETag).WithProblems(404);
        shipments.MapPost("/packages/{sellerId}/ship", ShipAsync).WithName("shipPackage").WithSummary("Hand a seller's package to the carrier")
            .WithDescription("Repeating the request with the same body changes nothing.")
            .WithExample("""{"carrier":"Royal Mail","trackingNumber":"AB123456789GB"}""")
            .WithResponse<Shipment>(200, "Shipped.", HeaderNames.ETag).WithProblems(404, 409);
        shipments.MapPost("/packages/{sellerId}/deliver", DeliverAsync).WithName("deliverPackage")
            .WithSummary("Record the delivery of a seller's package")
            .WithDescription("Repeating the request changes nothing.")
            .WithResponse<Shipment>(200, "Delivered.", HeaderNames.ETag).WithProblems(404, 409);
    }

    private static async Task<IResult> GetAsync(OrderId orderId, Caller caller, ShipmentService shipments, CancellationToken cancellation) =>
        ApiResults.Tagged(await shipments.GetAsync(orderId, caller, cancellation), TagOf);

    private static async Task<IResult> ShipAsync(
        OrderId orderId, SellerId sellerId, ShipPackageRequest body, Caller caller, ShipmentService shipments, CancellationToken cancellation) =>
        ApiResults.Tagged(await shipments.ShipAsync(orderId, body.ToCommand(sellerId), caller, cancellation), TagOf);

    private static async Task<IResult> DeliverAsync(
        OrderId orderId, SellerId sellerId, Caller caller, ShipmentService shipments, CancellationToken cancellation) =>
        ApiResults.Tagged(await shipments.DeliverAsync(orderId, sellerId, caller, cancellation), TagOf);

    private static EntityTag TagOf(Shipment shipment) => EntityTag.For(shipment.Version);
}

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

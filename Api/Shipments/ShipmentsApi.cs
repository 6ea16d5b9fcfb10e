namespace OrleansMicro.Shipments;

/// <summary>The packages of an order.</summary>
internal static class ShipmentsApi
{
    private const string ShipmentRoute = "/v1/shipments/{orderId}";
    private const string PackageRoute = "/v1/shipments/{orderId}/packages/{sellerId}";

    public static void MapShipmentsApi(this ApiRoutes routes)
    {
        routes.Get(ShipmentRoute, Get, new("getShipment", Tags.Shipments, "The packages of a paid order")
        {
            Answers = [new(200, typeof(Shipment), "One package per seller.") { ETag = true }],
            Problems = [404],
        });
        routes.Post(PackageRoute + "/ship", Ship, new("shipPackage", Tags.Shipments, "Hand a seller's package to the carrier")
        {
            Description = "Repeating it with the same body changes nothing.",
            Body = typeof(ShipPackageRequest),
            BodyOptional = true,
            BodyExample = """{"carrier":"Royal Mail","trackingNumber":"AB123456789GB"}""",
            Answers = [new(200, typeof(Shipment), "Shipped.") { ETag = true }],
            Problems = [404, 409],
        });
        routes.Post(PackageRoute + "/deliver", Deliver, new("deliverPackage", Tags.Shipments, "Record that a seller's package arrived")
        {
            Description = "Repeating it changes nothing.",
            Answers = [new(200, typeof(Shipment), "Delivered.") { ETag = true }],
            Problems = [404, 409],
        });
    }

    private static async Task Get(ApiRequest request)
    {
        var shipment = await request.Call(Grain(request), static s => s.Get(Caller.Operator));
        await (shipment is null
            ? Answers.NotFound(request, "orderId", "There are no packages: the order does not exist or is not paid.")
            : Answers.VersionedWhole(request, shipment, shipment.Version, ApiJson.Default.Shipment));
    }

    private static async Task Ship(ApiRequest request)
    {
        var shipment = Grain(request);
        var sellerId = request.Id("sellerId");
        var body = await JsonBody.ReadOptional(request, ApiJson.Default.ShipPackageRequest);
        var carrier = Check.Optional(body?.Carrier, "carrier", Limits.MaxTextLength);
        var number = Check.Optional(body?.TrackingNumber, "trackingNumber", Limits.MaxTextLength);
        var command = new ShipPackage(OperationIds.Of("ship", sellerId, carrier, number), sellerId, carrier, number);
        await Answer(request, await request.Call((shipment, command), static c => c.shipment.Ship(c.command, Caller.Operator)));
    }

    private static async Task Deliver(ApiRequest request)
    {
        var shipment = Grain(request);
        var sellerId = request.Id("sellerId");
        var command = new DeliverPackage(OperationIds.Of("deliver", sellerId), sellerId);
        await Answer(request, await request.Call((shipment, command), static c => c.shipment.Deliver(c.command, Caller.Operator)));
    }

    private static IShipmentGrain Grain(ApiRequest request) => request.Grains.GetGrain<IShipmentGrain>(request.Id("orderId"));

    private static Task Answer(ApiRequest request, Result<Shipment> result) => result.Accepted
        ? Answers.VersionedWhole(request, result.Value, result.Value.Version, ApiJson.Default.Shipment)
        : Answers.Refused(request, result.Refusal);
}

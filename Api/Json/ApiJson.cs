namespace OrleansMicro.Json;

/// <summary>All types of request and response bodies, with code generated at compile time. Strict: unknown and duplicate fields are errors.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Strict,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters =
    [
        typeof(CamelCaseEnum<CartLineStatus>), typeof(CamelCaseEnum<LedgerStatus>), typeof(CamelCaseEnum<OrderLineStatus>),
        typeof(CamelCaseEnum<OrderStatus>), typeof(CamelCaseEnum<PackageStatus>), typeof(CamelCaseEnum<PaymentStatus>),
        typeof(CamelCaseEnum<WebhookStatus>), typeof(CamelCaseEnum<DeliveryOutcome>),
    ],
    MaxDepth = 16)]
[JsonSerializable(typeof(Problem)), JsonSerializable(typeof(PutSellerRequest)), JsonSerializable(typeof(PutProductRequest))]
[JsonSerializable(typeof(SetPriceRequest)), JsonSerializable(typeof(CountStockRequest)), JsonSerializable(typeof(QuantityRequest))]
[JsonSerializable(typeof(PutCustomerRequest)), JsonSerializable(typeof(AddCartLineRequest)), JsonSerializable(typeof(CheckoutRequest))]
[JsonSerializable(typeof(CancelOrderRequest)), JsonSerializable(typeof(ShipPackageRequest)), JsonSerializable(typeof(Seller))]
[JsonSerializable(typeof(SellerDashboard)), JsonSerializable(typeof(PageResponse<LedgerEntry>)), JsonSerializable(typeof(Product))]
[JsonSerializable(typeof(PageResponse<Product>)), JsonSerializable(typeof(StockLevel)), JsonSerializable(typeof(Customer))]
[JsonSerializable(typeof(Cart)), JsonSerializable(typeof(CartChange)), JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(PageResponse<Order>)), JsonSerializable(typeof(OrderHistoryResponse))]
[JsonSerializable(typeof(OrderPaymentResponse)), JsonSerializable(typeof(Shipment)), JsonSerializable(typeof(HealthReport))]
[JsonSerializable(typeof(EventTypesResponse))]
[JsonSerializable(typeof(CreateWebhookRequest)), JsonSerializable(typeof(PutWebhookRequest)), JsonSerializable(typeof(ResendEventsRequest))]
[JsonSerializable(typeof(NewWebhook)), JsonSerializable(typeof(WebhookTest)), JsonSerializable(typeof(WebhookDeleted))]
[JsonSerializable(typeof(PageResponse<Webhook>)), JsonSerializable(typeof(PageResponse<WebhookDelivery>))]
[JsonSerializable(typeof(PageResponse<DeadLetter>))]
internal sealed partial class ApiJson : JsonSerializerContext;

/// <summary>Writes <c>ReadyToShip</c> as <c>readyToShip</c>.</summary>
internal sealed class CamelCaseEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;

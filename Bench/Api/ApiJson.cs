using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansMicro.Bench.Api;

/// <summary>Source-generated (de)serialisers of the API's JSON.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PutSellerBody))]
[JsonSerializable(typeof(PutCustomerBody))]
[JsonSerializable(typeof(PutProductBody))]
[JsonSerializable(typeof(SetStockBody))]
[JsonSerializable(typeof(QuantityBody))]
[JsonSerializable(typeof(CheckoutBody))]
[JsonSerializable(typeof(StockLevel))]
[JsonSerializable(typeof(Cart))]
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(OrderPayment))]
[JsonSerializable(typeof(Shipment))]
[JsonSerializable(typeof(Dashboard))]
[JsonSerializable(typeof(ApiPage<Product>), TypeInfoPropertyName = "ProductPage")]
[JsonSerializable(typeof(ApiPage<Order>), TypeInfoPropertyName = "OrderPage")]
[JsonSerializable(typeof(ApiPage<LedgerEntry>), TypeInfoPropertyName = "LedgerPage")]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(FailedPurchase))]
internal sealed partial class ApiJson : JsonSerializerContext;

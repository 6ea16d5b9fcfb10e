using System.Text.Json.Serialization;
using OrleansMicro.Carts;
using OrleansMicro.Catalog;
using OrleansMicro.Customers;
using OrleansMicro.Events;
using OrleansMicro.Sellers;
using OrleansMicro.Stock;
using OrleansMicro.Webhooks;

namespace OrleansMicro;

/// <summary>The state records of catalogue, stock, carts, customers and sellers.</summary>
[JsonSerializable(typeof(IdPageState))]
[JsonSerializable(typeof(ProductState))]
[JsonSerializable(typeof(StockState))]
[JsonSerializable(typeof(CartState))]
[JsonSerializable(typeof(CustomerState))]
[JsonSerializable(typeof(SellerState))]
[JsonSerializable(typeof(LedgerState))]
[JsonSerializable(typeof(LedgerPageState))]
[JsonSerializable(typeof(EventChunk))]
[JsonSerializable(typeof(EventLogState))]
[JsonSerializable(typeof(EventIndexState))]
[JsonSerializable(typeof(WebhookState))]
[JsonSerializable(typeof(DeadLetterState))]
[JsonSerializable(typeof(DeliveryLogState))]
[JsonSerializable(typeof(WebhookIndexState))]
internal sealed partial class ShopStateJson : JsonSerializerContext;

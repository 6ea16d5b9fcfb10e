using System.Text.Json.Serialization;
using OrleansMicro.Payments;
using OrleansMicro.Shipments;

namespace OrleansMicro.Orders;

/// <summary>The state records of orders, payments and shipments.</summary>
[JsonSerializable(typeof(OrderState))]
[JsonSerializable(typeof(RecoveryState))]
[JsonSerializable(typeof(PaymentState))]
[JsonSerializable(typeof(AcquirerState))]
[JsonSerializable(typeof(ShipmentState))]
internal sealed partial class OrderStateJson : JsonSerializerContext;

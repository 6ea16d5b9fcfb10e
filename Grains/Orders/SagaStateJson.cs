using System.Text.Json.Serialization;

namespace OrleansMicro.Orders;

/// <summary>The state records of orders, payments and shipments.</summary>
[JsonSerializable(typeof(string))]
internal sealed partial class SagaStateJson : JsonSerializerContext;

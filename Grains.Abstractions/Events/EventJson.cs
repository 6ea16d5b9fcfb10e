using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using OrleansMicro.Shipments;

namespace OrleansMicro.Events;

/// <summary>How the data of events are written: as the REST API writes the same things.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(CamelCaseName<PackageStatus>), typeof(CamelCaseName<StockChangeKind>)])]
[JsonSerializable(typeof(ProductEventData)), JsonSerializable(typeof(StockEventData)), JsonSerializable(typeof(CheckoutEventData))]
[JsonSerializable(typeof(OrderEventData)), JsonSerializable(typeof(PaymentEventData)), JsonSerializable(typeof(PackageEventData))]
[JsonSerializable(typeof(ReturnEventData)), JsonSerializable(typeof(SellerEventData)), JsonSerializable(typeof(CustomerEventData))]
[JsonSerializable(typeof(SinkEventData))]
internal sealed partial class EventJson : JsonSerializerContext
{
    /// <summary>The data as JSON.</summary>
    public static EventData Write<T>(T data, JsonTypeInfo<T> type) => new(JsonSerializer.Serialize(data, type));
}

/// <summary>Writes <c>ReadyToShip</c> as <c>readyToShip</c>.</summary>
internal sealed class CamelCaseName<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;

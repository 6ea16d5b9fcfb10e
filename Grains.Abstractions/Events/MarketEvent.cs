using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansMicro.Events;

/// <summary>
/// What happened to an aggregate: the content of a CloudEvent 1.0 (https://github.com/cloudevents/spec). It is delivered at least once, and the
/// events of one subject in the order of their sequence.
/// </summary>
/// <param name="Type">The type, as in <see cref="EventTypes"/>, such as <c>com.orleansmicro.order.paid.v1</c>.</param>
/// <param name="Subject">What it happened to: see <see cref="EventSubjects"/>.</param>
/// <param name="Sequence">The number of the event of its subject: 1, 2, 3 and so on, without a gap.</param>
/// <param name="Time">When it happened.</param>
/// <param name="SellerId">The seller who may see it; null: no seller.</param>
/// <param name="CustomerId">The customer who may see it; null: no customer.</param>
/// <param name="TraceParent">The W3C trace context in which it happened; null if it was not traced.</param>
/// <param name="Data">The data of its type.</param>
[GenerateSerializer, Immutable, Alias("om.marketevent")]
public sealed record MarketEvent(
    [property: Id(0)] string Type,
    [property: Id(1)] string Subject,
    [property: Id(2)] long Sequence,
    [property: Id(3)] DateTimeOffset Time,
    [property: Id(4)] string? SellerId,
    [property: Id(5)] string? CustomerId,
    [property: Id(6)] string? TraceParent,
    [property: Id(7)] EventData Data)
{
    /// <summary>The CloudEvent's id. The same event has the same id in every delivery, also in one that is sent again by hand.</summary>
    [JsonIgnore]
    public string Id => $"{Subject}/{Sequence}";
}

/// <summary>The data of an event: JSON that was written when the event happened, and is never read again.</summary>
/// <param name="Json">One JSON object.</param>
[GenerateSerializer, Immutable, Alias("om.marketevent.data"), JsonConverter(typeof(EventDataJson))]
public readonly record struct EventData([property: Id(0)] string Json)
{
    /// <inheritdoc/>
    public override string ToString() => Json;
}

/// <summary>Writes the data as JSON, not as text with JSON in it.</summary>
public sealed class EventDataJson : JsonConverter<EventData>
{
    /// <inheritdoc/>
    public override EventData Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var data = JsonDocument.ParseValue(ref reader);
        return new EventData(data.RootElement.GetRawText());
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, EventData value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Json, skipInputValidation: true);
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansMicro.Events;

/// <summary>
/// Writes a logged event as <c>["order.paid.v1","orders/1f",2,639000000000000000,null,"c1",null,{...}]</c>: type, subject, sequence, time (ticks,
/// UTC), seller, customer, trace, data. There are several for each purchase.
/// </summary>
internal sealed class MarketEventJson : JsonConverter<MarketEvent>
{
    public override MarketEvent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        StoredEvent.Begin(ref reader);
        var stored = new MarketEvent(
            StoredEvent.ReadType(ref reader),
            StoredEvent.ReadText(ref reader)!,
            StoredEvent.ReadNumber(ref reader),
            StoredEvent.ReadTime(ref reader),
            StoredEvent.ReadText(ref reader),
            StoredEvent.ReadText(ref reader),
            StoredEvent.ReadText(ref reader),
            StoredEvent.ReadData(ref reader)!.Value);
        StoredEvent.End(ref reader);
        return stored;
    }

    public override void Write(Utf8JsonWriter writer, MarketEvent value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        StoredEvent.WriteType(writer, value.Type);
        writer.WriteStringValue(value.Subject);
        writer.WriteNumberValue(value.Sequence);
        writer.WriteNumberValue(value.Time.UtcTicks);
        writer.WriteStringValue(value.SellerId);
        writer.WriteStringValue(value.CustomerId);
        writer.WriteStringValue(value.TraceParent);
        writer.WriteRawValue(value.Data.Json, skipInputValidation: true);
        writer.WriteEndArray();
    }
}

/// <summary>
/// Writes an event that waits in its row as <c>["package.created.v1",1,639000000000000000,"packages/s1",null,null]</c>: type, sequence, time, part,
/// trace, data. What is null at the end is left out.
/// </summary>
internal sealed class PendingEventJson : JsonConverter<PendingEvent>
{
    public override PendingEvent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        StoredEvent.Begin(ref reader);
        var stored = new PendingEvent(StoredEvent.ReadType(ref reader), StoredEvent.ReadNumber(ref reader), StoredEvent.ReadTime(ref reader));
        stored = stored with { Part = StoredEvent.ReadText(ref reader) };
        stored = stored with { TraceParent = StoredEvent.ReadText(ref reader) };
        stored = stored with { Data = StoredEvent.ReadData(ref reader) };
        StoredEvent.End(ref reader);
        return stored;
    }

    public override void Write(Utf8JsonWriter writer, PendingEvent value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        StoredEvent.WriteType(writer, value.Type);
        writer.WriteNumberValue(value.Sequence);
        writer.WriteNumberValue(value.At.UtcTicks);
        if ((value.Part, value.TraceParent, value.Data) is not (null, null, null))
            writer.WriteStringValue(value.Part);
        if ((value.TraceParent, value.Data) is not (null, null))
            writer.WriteStringValue(value.TraceParent);
        if (value.Data is { } data)
            writer.WriteRawValue(data.Json, skipInputValidation: true);
        writer.WriteEndArray();
    }
}

/// <summary>The parts of stored events. After the end of the array, parts are null.</summary>
internal static class StoredEvent
{
    private const string Prefix = "com.orleansmicro.";

    public static void Begin(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException("A stored event is an array.");
    }

    public static void End(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.EndArray && !(reader.Read() && reader.TokenType == JsonTokenType.EndArray))
            throw new JsonException("A stored event has too many parts.");
    }

    public static string ReadType(ref Utf8JsonReader reader)
    {
        var type = Prefix + ReadText(ref reader);

        // One string for each type instead of one per event.
        return EventTypes.Find(type)?.Name ?? type;
    }

    public static void WriteType(Utf8JsonWriter writer, string type) =>
        writer.WriteStringValue(type.StartsWith(Prefix, StringComparison.Ordinal) ? type.AsSpan(Prefix.Length) : throw new JsonException(type));

    public static string? ReadText(ref Utf8JsonReader reader) => Next(ref reader) ? reader.GetString() : null;

    public static long ReadNumber(ref Utf8JsonReader reader) =>
        Next(ref reader) ? reader.GetInt64() : throw new JsonException("A stored event has too few parts.");

    public static DateTimeOffset ReadTime(ref Utf8JsonReader reader) => new(ReadNumber(ref reader), TimeSpan.Zero);

    public static EventData? ReadData(ref Utf8JsonReader reader)
    {
        if (!Next(ref reader) || reader.TokenType == JsonTokenType.Null)
            return null;
        using var data = JsonDocument.ParseValue(ref reader);
        return new EventData(data.RootElement.GetRawText());
    }

    private static bool Next(ref Utf8JsonReader reader) =>
        reader.TokenType != JsonTokenType.EndArray && reader.Read() && reader.TokenType != JsonTokenType.EndArray;
}

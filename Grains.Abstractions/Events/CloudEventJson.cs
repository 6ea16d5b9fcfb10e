using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace OrleansMicro.Events;

/// <summary>
/// Writes events in the JSON format of CloudEvents 1.0, in structured mode (media type <see cref="MediaType"/>). The extension <c>sequence</c> is
/// that of the CloudEvents extension of this name: a whole number as text.
/// </summary>
public static class CloudEventJson
{
    /// <summary>The media type of one event.</summary>
    public const string MediaType = "application/cloudevents+json";

    /// <summary>The source of events if no other is configured.</summary>
    public const string DefaultSource = "/orleansmicro";

    private static readonly JsonWriterOptions Options = new() { SkipValidation = true };

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    /// <summary>Writes an event without line breaks.</summary>
    /// <param name="buffer">Receives UTF-8.</param>
    /// <param name="happened">The event.</param>
    /// <param name="source">The CloudEvent's source: the marketplace.</param>
    public static void Write(IBufferWriter<byte> buffer, MarketEvent happened, string source)
    {
        var writer = _writer ??= new Utf8JsonWriter(buffer, Options);
        writer.Reset(buffer);
        writer.WriteStartObject();
        writer.WriteString("specversion"u8, "1.0"u8);
        writer.WriteString("id"u8, happened.Id);
        writer.WriteString("source"u8, source);
        writer.WriteString("type"u8, happened.Type);
        writer.WriteString("subject"u8, happened.Subject);
        writer.WriteString("time"u8, happened.Time);
        writer.WriteString("datacontenttype"u8, "application/json"u8);
        writer.WriteString("sequence"u8, happened.Sequence.ToString(CultureInfo.InvariantCulture));
        writer.WriteString("sequencetype"u8, "Integer"u8);
        if (happened.SellerId is { } sellerId)
            writer.WriteString("sellerid"u8, sellerId);
        if (happened.CustomerId is { } customerId)
            writer.WriteString("customerid"u8, customerId);
        if (happened.TraceParent is { } traceParent)
            writer.WriteString("traceparent"u8, traceParent);
        writer.WritePropertyName("data"u8);
        writer.WriteRawValue(happened.Data.Json, skipInputValidation: true);
        writer.WriteEndObject();
        writer.Flush();

        // The buffer must not be kept alive by its thread.
        writer.Reset(Stream.Null);
    }
}

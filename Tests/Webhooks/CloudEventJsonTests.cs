using System.Buffers;
using CloudNative.CloudEvents;
using CloudNative.CloudEvents.SystemTextJson;
using OrleansMicro.Events;

namespace OrleansMicro.Tests.Webhooks;

/// <summary>What the library of the CloudEvents project reads.</summary>
public sealed class CloudEventJsonTests
{
    private static readonly MarketEvent Paid = new(
        EventTypes.OrderPaid, "orders/o-1", 2, new DateTimeOffset(2026, 11, 30, 12, 0, 0, 250, TimeSpan.Zero), "s1", "ann",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", new EventData("""{"orderId":"o-1","name":"\"B\u00fccher\" \ud83e\udd89"}"""));

    [Fact]
    public void An_event_is_a_cloud_event()
    {
        var parsed = Parse(Paid);

        Assert.True(parsed.IsValid);
        Assert.Equal(("orders/o-1/2", "/orleansmicro"), (parsed.Id, $"{parsed.Source}"));
        Assert.Equal((EventTypes.OrderPaid, "orders/o-1"), (parsed.Type, parsed.Subject));
        Assert.Equal((Paid.Time, "application/json"), (parsed.Time, parsed.DataContentType));
        Assert.Equal(("2", "Integer"), (parsed["sequence"], parsed["sequencetype"]));
        Assert.Equal((Paid.TraceParent, "s1", "ann"), (parsed["traceparent"], parsed["sellerid"], parsed["customerid"]));
        Assert.Equal("\"B\u00fccher\" \U0001F989", ((System.Text.Json.JsonElement)parsed.Data!).GetProperty("name").GetString());
    }

    [Fact]
    public void What_an_event_has_not_is_left_out()
    {
        var parsed = Parse(Paid with { SellerId = null, CustomerId = null, TraceParent = null });

        Assert.Null(parsed["sellerid"]);
        Assert.Null(parsed["customerid"]);
        Assert.Null(parsed["traceparent"]);
    }

    private static CloudEvent Parse(MarketEvent happened)
    {
        var buffer = new ArrayBufferWriter<byte>();
        CloudEventJson.Write(buffer, happened, CloudEventJson.DefaultSource);
        return new JsonEventFormatter().DecodeStructuredModeMessage(
            buffer.WrittenMemory, new System.Net.Mime.ContentType(CloudEventJson.MediaType), null);
    }
}

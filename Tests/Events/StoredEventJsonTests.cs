using System.Text.Json;
using OrleansMicro.Events;

namespace OrleansMicro.Tests.Events;

/// <summary>Events as they are stored.</summary>
public sealed class StoredEventJsonTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 30, 12, 0, 0, 123, TimeSpan.Zero);
    private static readonly EventData Data = new("""{"orderId":"o1","name":"\"Tea\" [x]"}""");

    public static TheoryData<PendingEvent> Pending =>
    [
        new PendingEvent(EventTypes.OrderPaid, 2, At),
        new PendingEvent(EventTypes.PackageShipped, 1, At, "packages/s1"),
        new PendingEvent(EventTypes.StockChanged, 7, At, null, Data),
        new PendingEvent(EventTypes.PaymentVoided, 3, At, "payment", null, "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"),
        new PendingEvent(EventTypes.OrderCancelling, 3, At, null, Data, "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"),
    ];

    [Theory]
    [MemberData(nameof(Pending))]
    public void A_waiting_event_is_read_as_it_was_written(PendingEvent pending)
    {
        var outbox = new Outbox { Last = 7, Pending = [pending, pending] };

        var read = JsonSerializer.Deserialize<Outbox>(JsonSerializer.Serialize(outbox, StateJson.Options), StateJson.Options)!;

        Assert.Equal(outbox.Pending.AsEnumerable(), read.Pending.AsEnumerable());
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("s1", "c1")]
    public void A_logged_event_is_read_as_it_was_written(string? seller, string? customer)
    {
        var happened = new MarketEvent(EventTypes.OrderPaid, "orders/o1", 2, At, seller, customer, null, Data);
        var chunk = new EventChunk { Before = 5, Events = [happened, happened], IsFull = true };

        var read = JsonSerializer.Deserialize<EventChunk>(JsonSerializer.Serialize(chunk, StateJson.Options), StateJson.Options)!;

        Assert.Equal(chunk.Events.AsEnumerable(), read.Events.AsEnumerable());
        Assert.Equal((5, true), (read.Before, read.IsFull));
    }

    [Fact]
    public void A_stored_event_is_short() => Assert.Equal(
        """["order.paid.v1",2,639316368001230000]""", JsonSerializer.Serialize(new PendingEvent(EventTypes.OrderPaid, 2, At), StateJson.Options));

    [Theory]
    [InlineData("{}")]
    [InlineData("""["order.paid.v1"]""")]
    [InlineData("""["order.paid.v1",1,2,null,null,{},"more"]""")]
    public void Other_json_is_no_stored_event(string json) =>
        Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize<PendingEvent>(json, StateJson.Options));
}

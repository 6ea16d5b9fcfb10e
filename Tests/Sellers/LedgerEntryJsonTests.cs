using System.Text.Json;
using OrleansMicro.Sellers;

namespace OrleansMicro.Tests.Sellers;

/// <summary>How a ledger's entries are stored.</summary>
public sealed class LedgerEntryJsonTests
{
    private static readonly LedgerEntry Paid = new(
        "o1", LedgerStatus.Paid, 3, new Money(1250, "GBP"), new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero));

    [Fact]
    public void An_entry_is_a_short_array()
    {
        var json = JsonSerializer.Serialize(new LedgerPageState { Entries = [Paid] }, StateJson.Options);

        Assert.Equal($$"""{"entries":[["o1",3,"1250 GBP",{{Paid.PlacedAt.UtcTicks}}]]}""", json);
    }

    [Theory]
    [InlineData(LedgerStatus.Paid)]
    [InlineData(LedgerStatus.Delivered)]
    public void What_is_written_is_read(LedgerStatus status)
    {
        var state = new LedgerPageState { Entries = [Paid with { Status = status }, Paid] };

        var read = JsonSerializer.Deserialize<LedgerPageState>(JsonSerializer.Serialize(state, StateJson.Options), StateJson.Options)!;

        Assert.Equal(state.Entries.AsEnumerable(), read.Entries);
    }

    [Fact]
    public void Rows_of_before_are_read()
    {
        const string Row = """
            {"start":16,"tail":[{"orderId":"o1","units":3,"amount":"1250 GBP","placedAt":"2026-11-22T08:00:00+00:00"},
            {"orderId":"o1","status":1,"units":3,"amount":"1250 GBP","placedAt":"2026-11-22T08:00:00+00:00"}]}
            """;

        var read = JsonSerializer.Deserialize<LedgerState>(Row, StateJson.Options)!;

        Assert.Equal(16, read.Log.Start);
        Assert.Equal((LedgerEntry[])[Paid, Paid with { Status = LedgerStatus.Shipped }], read.Log.Tail.AsEnumerable());
    }

    [Theory]
    [InlineData("""{"tail":[["o1",3,"1250 GBP"]]}""")]
    [InlineData("""{"tail":[["o1",3,"1250 GBP",1,1,1]]}""")]
    [InlineData("""{"tail":["o1"]}""")]
    [InlineData("""{"tail":[{"order":"o1"}]}""")]
    public void Anything_else_is_refused(string row) =>
        Assert.ThrowsAny<Exception>(() => JsonSerializer.Deserialize<LedgerState>(row, StateJson.Options));
}

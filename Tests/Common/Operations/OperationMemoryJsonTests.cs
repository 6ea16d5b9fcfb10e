using System.Text.Json;
using OrleansMicro.Stock;

namespace OrleansMicro.Tests.Common.Operations;

public sealed class OperationMemoryJsonTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);
    private static readonly CommandHash Restock = CommandHash.Start.Add("adjust").Add(7L);

    /// <summary>What the API makes of the key <c>restock-cup</c>.</summary>
    private const string RestockCup = "72sqME0Ht1xxtKPqE-9pwg";

    /// <summary>Written by version d74e619 (Tests/EndToEnd/Upgrade): a count, a restock of 7 under that key, a write-off.</summary>
    private const string EarlierRow = """
        {"version":3,"onHand":44,"received":47,"writtenOff":3,"operations":[{"id":164690245848437141,"asked":5237528378516902201},
        {"id":-3093598136124224400,"asked":-3202810416951444625},{"id":-6260960140692879387,"asked":-2736675499348055050}]}
        """;

    [Fact]
    public void A_row_without_commands_has_no_memory() =>
        Assert.DoesNotContain("operations", JsonSerializer.Serialize(new StockState { Version = 1 }, StateJson.Options), StringComparison.Ordinal);

    [Fact]
    public void A_memory_comes_back_as_it_was_stored()
    {
        var memory = default(OperationMemory).Remember("a", Restock, Noon);
        for (var i = 0; i < 100; i++)
            memory = memory.Remember(OperationId.CreateUnkeyed(i % 3, i), Restock, Noon);

        var loaded = RoundTrip(new StockState { Operations = memory }).Operations;

        Assert.True(loaded.Check("a", Restock, Noon).IsRepeat);
        Assert.True(memory.Unkeyed.Bytes.SequenceEqual(loaded.Unkeyed.Bytes));
        Assert.True(memory.Senders.Bytes.SequenceEqual(loaded.Senders.Bytes));
    }

    [Fact]
    public void Commands_of_an_earlier_version_are_repeats_for_a_day()
    {
        var memory = Load(EarlierRow).Operations;
        Assert.True(memory.Check(RestockCup, Restock, Noon).IsRepeat);
        Assert.Equal(RefusalCodes.IdempotencyKeyReused, memory.Check(RestockCup, Restock.Add(1L), Noon).Refusal?.Code);

        memory = RoundTrip(new StockState { Operations = memory.Remember("new", Restock, Noon) }).Operations;

        Assert.Equal(4, memory.Keyed.Count);
        Assert.True(memory.Remember("x", Restock, Noon.AddHours(24)).Check(RestockCup, Restock, Noon.AddHours(24)).IsRepeat);
        Assert.Equal(1, memory.Remember("x", Restock, Noon.AddHours(26)).Keyed.Count);
    }

    [Theory]
    [InlineData("""{"operations":5}""")]
    [InlineData("""{"operations":{"keyed":"AAAA"}}""")]
    [InlineData("""{"operations":{"keyed":7}}""")]
    public void Refuses_a_memory_that_it_cannot_read(string row) => Assert.ThrowsAny<Exception>(() => Load(row));

    [Fact]
    public void A_full_memory_takes_110_kilobytes_of_a_row()
    {
        var memory = default(OperationMemory);
        for (var i = 0; i < Limits.MaxIdempotencyKeys; i++)
            memory = memory.Remember($"k{i}", Restock, Noon);

        Assert.InRange(JsonSerializer.Serialize(new StockState { Operations = memory }, StateJson.Options).Length, 109_000, 110_000);
    }

    private static StockState Load(string row) => JsonSerializer.Deserialize<StockState>(row, StateJson.Options)!;

    private static StockState RoundTrip(StockState state) => Load(JsonSerializer.Serialize(state, StateJson.Options));
}

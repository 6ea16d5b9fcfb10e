namespace OrleansMicro.Tests.Common.Operations;

public sealed class OperationMemoryTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Lifetime = KeyedOperations.Lifetime;
    private static readonly CommandHash Content = CommandHash.Start.Add("restock").Add(1);

    [Fact]
    public void A_key_is_a_repeat_for_its_lifetime_and_new_afterwards()
    {
        var memory = default(OperationMemory).Remember("a", Content, Noon);

        Assert.True(Lifetime > TimeSpan.FromHours(24));
        Assert.True(memory.Check("a", Content, Noon + Lifetime).IsRepeat);
        Assert.True(memory.Remember("b", Content, Noon + Lifetime).Check("a", Content, Noon + Lifetime).IsRepeat);
        var later = Noon + Lifetime + Seconds(2);
        Assert.Equal(OperationCheck.New, memory.Remember("b", Content, later).Check("a", Content, later));
    }

    [Fact]
    public void A_key_with_other_content_is_refused()
    {
        var memory = default(OperationMemory).Remember("a", Content, Noon);
        Assert.Equal(RefusalCodes.IdempotencyKeyReused, memory.Check("a", Content.Add(2), Noon).Refusal?.Code);
    }

    [Fact]
    public void A_full_memory_says_when_the_oldest_key_expires()
    {
        var memory = Full(Noon);

        var refusal = memory.Check("more", Content, Noon + TimeSpan.FromHours(1)).Refusal!;

        Assert.Equal((RefusalCodes.TooManyKeys, Lifetime - TimeSpan.FromHours(1) + Seconds(1)), (refusal.Code, refusal.RetryAfter));
        Assert.Equal(OperationCheck.New, memory.Check("more", Content, Noon + TimeSpan.FromHours(1) + refusal.RetryAfter!.Value));
        Assert.True(memory.Check("k0", Content, Noon).IsRepeat);
    }

    [Fact]
    public void A_full_memory_of_keys_still_accepts_commands_without_key()
    {
        var memory = Full(Noon);
        for (var i = 0; i < 1_000; i++)
        {
            Assert.Equal(OperationCheck.New, memory.Check(Unkeyed(1, i), Content, Noon));
            memory = memory.Remember(Unkeyed(1, i), Content, Noon);
        }

        Assert.Equal(
            (Limits.MaxIdempotencyKeys, UnkeyedOperations.MaxLatest, 1), (memory.Keyed.Count, memory.Unkeyed.Count, memory.Senders.Count));
        Assert.True(memory.Check("k0", Content, Noon).IsRepeat);
    }

    [Fact]
    public void A_retry_without_key_is_a_repeat_or_refused_but_never_new()
    {
        var memory = default(OperationMemory);
        for (var i = 1; i <= 200; i++)
            memory = memory.Remember(Unkeyed(7, i), Content, Noon);

        for (var i = 1; i <= 200; i++)
        {
            var check = memory.Check(Unkeyed(7, i), Content, Noon);
            Assert.Equal(i > 200 - UnkeyedOperations.MaxLatest ? OperationCheck.Repeat : Refusals.OutcomeUnknown(), check);
        }

        Assert.Equal(OperationCheck.New, memory.Check(Unkeyed(7, 201), Content, Noon));
        Assert.Equal(OperationCheck.New, memory.Check(Unkeyed(8, 1), Content, Noon));
    }

    [Fact]
    public void Too_many_senders_are_refused_until_the_oldest_is_forgotten()
    {
        var memory = default(OperationMemory);
        for (var sender = 0; sender < UnkeyedOperations.MaxSenders + UnkeyedOperations.MaxLatest; sender++)
            memory = memory.Remember(Unkeyed(sender, 1), Content, Noon);

        Assert.Equal(RefusalCodes.Busy, memory.Check(Unkeyed(-1, 1), Content, Noon).Refusal?.Code);
        var later = Noon + UnkeyedOperations.Lifetime + Seconds(2);
        Assert.Equal(OperationCheck.New, memory.Check(Unkeyed(-1, 1), Content, later));
        memory = memory.Remember(Unkeyed(-1, 1), Content, later);
        Assert.Equal((2, 0), (memory.Unkeyed.Count, memory.Senders.Count));
    }

    [Fact]
    public void Tells_the_creation_from_later_commands_however_old()
    {
        var memory = default(OperationMemory).Remember(Unkeyed(1, 1), Content, Noon);
        Assert.True(memory.IsCreation(1));
        Assert.False(memory.IsCreation(2));

        for (var i = 2; i < 5; i++)
        {
            memory = memory.Remember(Unkeyed(1, i), Content, Noon.AddHours(i)).WithoutExpired(Noon.AddDays(1));
            Assert.False(memory.IsCreation(1));
            Assert.Equal(2, memory.Unkeyed.Count);
        }
    }

    [Fact]
    public void A_clock_that_is_set_back_forgets_nothing_early()
    {
        var memory = default(OperationMemory).Remember("before", Content, Noon);
        memory = memory.Remember("set back", Content, Noon - TimeSpan.FromHours(3));

        Assert.True(memory.Remember("x", Content, Noon + Lifetime).Check("set back", Content, Noon + Lifetime).IsRepeat);
    }

    [Fact]
    public void A_clock_years_ahead_blocks_for_two_lifetimes_at_most()
    {
        var memory = Full(Noon.AddYears(3));

        Assert.Equal(OperationCheck.New, memory.Check("more", Content, Noon));
        memory = memory.Remember("more", Content, Noon);

        Assert.Equal(2 * Lifetime, memory.Check("again", Content, Noon).Refusal?.RetryAfter);
        Assert.Equal(OperationCheck.New, memory.Check("again", Content, Noon + (2 * Lifetime)));
    }

    [Theory]
    [InlineData("restock-1", false)]
    [InlineData("", false)]
    [InlineData("~", false)]
    [InlineData("~1", false)]
    [InlineData("~.1", false)]
    [InlineData("~1.", false)]
    [InlineData("~g.1", false)]
    [InlineData("~1.2", true)]
    [InlineData("~ffffffffffffffff.ffffffffffffffff", true)]
    public void The_form_of_an_id_tells_whether_it_has_a_key(string operationId, bool unkeyed) =>
        Assert.Equal(unkeyed, OperationId.TryParseUnkeyed(operationId, out _, out _));

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);

    private static string Unkeyed(long sender, long number) => OperationId.CreateUnkeyed(sender, number);

    private static OperationMemory Full(DateTimeOffset at)
    {
        var memory = default(OperationMemory);
        for (var i = 0; i < Limits.MaxIdempotencyKeys; i++)
            memory = memory.Remember($"k{i}", Content, at);
        return memory;
    }
}

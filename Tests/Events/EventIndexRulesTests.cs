using OrleansMicro.Events;

namespace OrleansMicro.Tests.Events;

public sealed class EventIndexRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);
    private static readonly string First = EventIndex.Announcement(GrainId.Create("stock", "s1/p1"), 1, 7);
    private static readonly string Second = EventIndex.Announcement(GrainId.Create("stock", "s1/p1"), 2, 7);
    private static readonly string Other = EventIndex.Announcement(GrainId.Create("stock", "s1/p11"), 2, 7);

    [Fact]
    public void An_aggregate_learns_of_its_other_announcement()
    {
        var (state, hasOther) = EventIndexRules.Announce(new EventIndexState(), First, Now);
        Assert.False(hasOther);
        (state, hasOther) = EventIndexRules.Announce(state, Other, Now);
        Assert.False(hasOther);
        Assert.True(EventIndexRules.Announce(state, Second, Now).HasOther);
    }

    [Fact]
    public void A_repeat_may_hide_an_earlier_write_and_outlives_a_relay()
    {
        var state = EventIndexRules.Announce(new EventIndexState(), First, Now).State;
        var (_, due) = EventIndexRules.Due(state, Now, Now).Single();
        (state, var hasOther) = EventIndexRules.Announce(state, First, Now.AddSeconds(1));

        Assert.True(hasOther);
        Assert.Same(state, EventIndexRules.Relayed(state, due));
        Assert.Empty(EventIndexRules.Relayed(state, [.. state.Entries]).Entries);
    }

    [Fact]
    public void A_late_withdrawal_takes_no_other_announcement_back()
    {
        var state = EventIndexRules.Announce(new EventIndexState(), Second, Now).State;

        Assert.Same(state, EventIndexRules.Withdraw(state, First));
        Assert.Empty(EventIndexRules.Withdraw(state, Second).Entries);
    }

    [Fact]
    public void What_is_old_or_from_a_fast_clock_is_due()
    {
        var state = EventIndexRules.Announce(new EventIndexState(), First, Now).State;
        state = EventIndexRules.Announce(state, Second, Now.AddSeconds(9)).State;
        state = EventIndexRules.Announce(state, Other, Now.AddHours(1)).State;

        var due = EventIndexRules.Due(state, Now.AddSeconds(5), Now.AddSeconds(10));

        Assert.Equal([("stock/s1/p1", First), ("stock/s1/p11", Other)], due.Select(static d => (d.Aggregate, d.Entries.Single().Name)));
    }

    [Fact]
    public void A_full_index_refuses()
    {
        var entries = Enumerable.Range(0, EventIndexRules.MaxEntries).Select(static i => new EventAnnouncement($"stock/s/{i}:1", Now));

        Assert.Throws<LimitExceededException>(() => EventIndexRules.Announce(new EventIndexState { Entries = [.. entries] }, First, Now));
    }
}

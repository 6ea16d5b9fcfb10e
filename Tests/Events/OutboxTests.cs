using FsCheck;
using FsCheck.Fluent;
using OrleansMicro.Events;

namespace OrleansMicro.Tests.Events;

/// <summary>Events get their numbers when they are added, and leave the row once they are in their log.</summary>
public sealed class OutboxTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Each_subject_counts_for_itself()
    {
        var outbox = Outbox.Empty.With(
            [new NewEvent(EventTypes.OrderPlaced), new NewEvent(EventTypes.PaymentCaptured, null, "payment"), new NewEvent(EventTypes.OrderPaid)],
            Now, null);

        Assert.Equal([(null, 1L), ("payment", 1L), (null, 2L)], outbox.Pending.Select(static pending => (pending.Part, pending.Sequence)));
        Assert.Equal((3L, 1L), (outbox.Count, outbox.FirstNumber));
    }

    [Fact]
    public void What_is_in_its_log_leaves_and_the_numbers_go_on()
    {
        var outbox = Outbox.Empty.With([new NewEvent("a"), new NewEvent("b"), new NewEvent("c")], Now, null).Without(2);

        Assert.Equal(["c"], outbox.Pending.Select(static pending => pending.Type));
        Assert.Equal(4, outbox.With([new NewEvent("d")], Now, null).Pending[^1].Sequence);
        Assert.Same(outbox, outbox.Without(2));
        Assert.Empty(outbox.Without(99).Pending);
    }

    [Fact]
    public void It_is_full_at_its_limit()
    {
        var events = Enumerable.Repeat(new NewEvent("a"), Outbox.MaxPending).ToArray();

        Assert.False(Outbox.Empty.With(events.AsSpan(1), Now, null).IsFull);
        Assert.True(Outbox.Empty.With(events, Now, null).IsFull);
    }

    /// <summary>However additions and hand-overs follow one another, the events are those that were added, in order and without a gap.</summary>
    [Fact]
    public void No_event_is_lost_or_numbered_twice() => Prop.ForAll<(bool IsPart, byte HandOver)[]>(steps =>
    {
        var (outbox, handedOver, seen) = (Outbox.Empty, 0L, new Dictionary<string, long>());
        foreach (var (isPart, handOver) in steps)
        {
            outbox = outbox.Without(handedOver).With([new NewEvent("a", null, isPart ? "part" : null)], Now, null);
            if (handOver % 3 != 0)
                continue;
            foreach (var pending in outbox.Pending[(int)(handedOver - outbox.FirstNumber + 1)..])
            {
                var subject = pending.Part ?? "";
                if (pending.Sequence != seen.GetValueOrDefault(subject) + 1)
                    return false;
                seen[subject] = pending.Sequence;
            }

            handedOver = outbox.Count;
        }

        return seen.Values.Sum() == handedOver && outbox.Count == steps.Length;
    }).QuickCheckThrowOnFailure();
}

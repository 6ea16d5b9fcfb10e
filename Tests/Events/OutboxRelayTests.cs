using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OrleansMicro.Events;
using OrleansMicro.Tests.Common;

namespace OrleansMicro.Tests.Events;

/// <summary>An aggregate is announced before it writes an event, and until the event is in its log.</summary>
public sealed class OutboxRelayTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly List<string> _calls = [];
    private readonly EventOutlet _outlet;
    private readonly IGrainFactory _grains;
    private bool _isAnnounced;
    private bool _isAway;

    public OutboxRelayTests()
    {
        var log = Stub.For<IEventLogGrain>((_, arguments) => Called(
            "append " + string.Join(' ', ((ImmutableArray<MarketEvent>)arguments[0]!).Select(static happened => happened.Sequence)),
            _isAway ? new TaskCompletionSource().Task : Task.CompletedTask));
        var index = Stub.For<IEventIndexGrain>((method, arguments) => Called(
            $"{method} {((string)arguments[0]!).Split('-')[0]}",
            method == nameof(IEventIndexGrain.Announce) ? Task.FromResult(_isAnnounced) : Task.CompletedTask));
        _outlet = new EventOutlet(Stub.For<IGrainFactory>((_, _) => log), _clock, NullLogger<EventOutlet>.Instance);
        _grains = Stub.For<IGrainFactory>((_, _) => index);
    }

    private static GrainId Aggregate => GrainId.Create("thing", "t1");

    public void Dispose() => _outlet.Dispose();

    [Fact]
    public async Task An_event_is_announced_written_appended_and_withdrawn()
    {
        var relay = NewRelay();
        var row = await Write(relay, new Row(0), 1);
        Assert.Equal(["Announce thing/t1:1"], _calls);
        _clock.Advance(EventOutlet.MaxWait);

        Assert.Equal(["Announce thing/t1:1", "append 1", "Withdraw thing/t1:1"], _calls);
        row = await Write(relay, row, 2);
        Assert.Equal([2L], row.Outbox.Pending.Select(static pending => pending.Sequence));
    }

    [Fact]
    public async Task An_announcement_covers_a_write_that_has_begun()
    {
        var relay = NewRelay();
        var row = await Write(relay, new Row(0), 1);
        var next = await relay.Seal(row, new Row(2) { Outbox = row.Outbox });
        _clock.Advance(EventOutlet.MaxWait);
        Assert.DoesNotContain(_calls, static call => call.StartsWith("Withdraw", StringComparison.Ordinal));

        relay.Written(next);
        _clock.Advance(EventOutlet.MaxWait);

        Assert.Equal(["Announce thing/t1:1", "append 1", "append 2", "Withdraw thing/t1:1"], _calls);
    }

    [Fact]
    public async Task Events_of_an_unannounced_row_are_in_their_log()
    {
        var row = await Write(NewRelay(), new Row(0), 1);
        _clock.Advance(EventOutlet.MaxWait);
        _calls.Clear();

        row = await Write(NewRelay(), row, 2);
        _clock.Advance(EventOutlet.MaxWait);

        Assert.Contains("append 2", _calls);
        Assert.Equal([2L], row.Outbox.Pending.Select(static pending => pending.Sequence));
    }

    [Fact]
    public async Task Events_of_an_announced_row_are_handed_over_again()
    {
        var row = await Write(NewRelay(), new Row(0), 1);
        _isAnnounced = true;

        row = await Write(NewRelay(), row, 2);
        _clock.Advance(EventOutlet.MaxWait);

        Assert.Contains("append 1 1 2", _calls);
        Assert.Equal([1L, 2L], row.Outbox.Pending.Select(static pending => pending.Sequence));
    }

    /// <summary>The index drops the announcements that it knew when it began: simulated seed 1796075885739.</summary>
    [Fact]
    public async Task A_relay_waits_for_a_write_that_has_begun()
    {
        var relay = NewRelay();
        var row = new Row(0);
        var relaying = relay.Relay(async () => row = await Write(relay, row, 1), () => row);
        Assert.False(relaying.IsCompleted);
        _clock.Advance(EventOutlet.MaxWait);
        await relaying;

        Assert.Contains("append 1", _calls);
    }

    [Fact]
    public async Task An_event_after_a_relay_is_announced_again()
    {
        var relay = NewRelay();
        var row = await Write(relay, new Row(0), 1);
        var relaying = relay.Relay(() => Task.CompletedTask, () => row);
        await Write(relay, row, 2);
        _clock.Advance(EventOutlet.MaxWait);
        await relaying;

        Assert.Equal(["Announce thing/t1:1", "Announce thing/t1:2", "append 1 2", "Withdraw thing/t1:2"], _calls);
    }

    /// <summary>Another activation may have been relayed meanwhile, and the announcement is gone.</summary>
    [Fact]
    public async Task An_event_after_a_failed_write_is_announced_again()
    {
        var relay = NewRelay();
        var row = new Row(0);
        await relay.Seal(row, new Row(1));
        relay.Replaced();

        await Write(relay, row, 2);

        Assert.Equal(["Announce thing/t1:1", "Announce thing/t1:1"], _calls);
    }

    [Fact]
    public async Task A_relay_does_not_wait_for_a_log_that_is_away()
    {
        var relay = NewRelay();
        var row = await Write(relay, new Row(0), 1);
        _clock.Advance(EventOutlet.MaxWait / 2);
        _isAway = true;
        var relaying = relay.Relay(() => Task.CompletedTask, () => row);
        _clock.Advance(Limits.MaxCallWait);

        await Assert.ThrowsAsync<TimeoutException>(() => relaying);
    }

    [Fact]
    public async Task A_change_that_causes_no_event_takes_its_announcement_back()
    {
        var relay = NewRelay();

        Assert.Equal(5, await relay.Announced(() => new Row(0), () => Task.FromResult(5)));

        Assert.Equal(["Announce thing/t1:1", "Withdraw thing/t1:1"], _calls);
    }

    [Fact]
    public async Task A_write_without_an_event_takes_the_old_ones_along()
    {
        var relay = NewRelay();
        var row = await Write(relay, new Row(0), 1);
        var same = await relay.Seal(row, row);
        Assert.Same(row, same);
        _clock.Advance(EventOutlet.MaxWait);

        Assert.Empty((await relay.Seal(row, row)).Outbox.Pending);
    }

    private OutboxRelay<Row> NewRelay() => new(Rules, _outlet, _grains, Aggregate, _clock);

    private static EventRules<Row> Rules { get; } = new(
        static row => row.Outbox,
        static (row, outbox) => row with { Outbox = outbox },
        static (before, after) => before.Value == after.Value ? [] : [new NewEvent("changed", new EventData("{}"))],
        static (row, pending) => new MarketEvent(
            pending.Type, "things/t1", pending.Sequence, pending.At, null, null, null, pending.Data!.Value));

    private static async Task<Row> Write(OutboxRelay<Row> relay, Row row, int value)
    {
        var next = await relay.Seal(row, row with { Value = value });
        relay.Written(next);
        return next;
    }

    private Task Called(string call, Task answer)
    {
        _calls.Add(call);
        return answer;
    }

    private sealed record Row(int Value)
    {
        public Outbox Outbox { get; init; } = Outbox.Empty;
    }
}

using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OrleansMicro.Events;
using OrleansMicro.Tests.Common;

namespace OrleansMicro.Tests.Events;

/// <summary>Events of many aggregates share an append, and keep their order.</summary>
public sealed class EventOutletTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly List<string> _appended = [];
    private readonly EventOutlet _outlet;
    private Func<CancellationToken, Task> _stop = null!;
    private TaskCompletionSource _answer = new();
    private int _failures;

    public EventOutletTests()
    {
        _answer.SetResult();
        var log = Stub.For<IEventLogGrain>((_, arguments) => Append((ImmutableArray<MarketEvent>)arguments[0]!));
        _outlet = new EventOutlet(Stub.For<IGrainFactory>((_, _) => log), _clock, NullLogger<EventOutlet>.Instance);
        _outlet.Participate(Stub.For<ISiloLifecycle>((_, arguments) =>
        {
            _stop = ((ILifecycleObserver)arguments[2]!).OnStop;
            return this;
        }));
    }

    public void Dispose() => _outlet.Dispose();

    [Fact]
    public async Task Events_wait_a_moment_for_others()
    {
        var (first, second) = (HandOver(1, 2), HandOver(3));
        _clock.Advance(EventOutlet.MaxWait / 2);
        Assert.Empty(_appended);

        _clock.Advance(EventOutlet.MaxWait / 2);

        await Task.WhenAll(first, second);
        Assert.Equal(["1 2 3"], _appended);
    }

    [Fact]
    public async Task One_append_is_under_way_at_a_time()
    {
        _answer = new TaskCompletionSource();
        var first = HandOver(1);
        _clock.Advance(EventOutlet.MaxWait);
        var second = HandOver(2);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["1"], _appended);
        Assert.False(first.IsCompleted || second.IsCompleted);

        _answer.SetResult();
        await first;
        _clock.Advance(EventOutlet.MaxWait);

        await second;
        Assert.Equal(["1", "2"], _appended);
    }

    [Fact]
    public async Task A_failed_append_is_repeated_before_the_next()
    {
        _failures = 2;
        var first = HandOver(1);
        _clock.Advance(EventOutlet.MaxWait);
        var second = HandOver(2);
        while (!second.IsCompleted)
            _clock.Advance(TimeSpan.FromSeconds(1));

        await first;
        Assert.Equal(["1", "1", "1", "2"], _appended);
    }

    [Fact]
    public async Task A_large_hand_over_is_split()
    {
        var all = HandOver(Enumerable.Range(1, EventLog.MaxAppend + 1).ToArray());
        _clock.Advance(EventOutlet.MaxWait);

        await all;
        Assert.Equal([EventLog.MaxAppend, 1], _appended.Select(static line => line.Split(' ').Length));
    }

    [Fact]
    public async Task Too_many_events_must_be_handed_over_later()
    {
        var all = HandOver(Enumerable.Range(1, EventOutlet.MaxWaiting).ToArray());

        await Assert.ThrowsAsync<LimitExceededException>(() => HandOver(0));
        _clock.Advance(EventOutlet.MaxWait);
        await all;
    }

    [Fact]
    public async Task A_stop_appends_what_waits()
    {
        var last = HandOver(1);
        var stop = _stop(CancellationToken.None);
        _clock.Advance(EventOutlet.MaxWait);

        await Task.WhenAll(stop, last);
        Assert.Equal(["1"], _appended);
    }

    [Fact]
    public async Task A_stop_does_not_wait_forever()
    {
        _failures = int.MaxValue;
        _ = HandOver(1);
        var stop = _stop(CancellationToken.None);
        while (!stop.IsCompleted)
            _clock.Advance(TimeSpan.FromSeconds(1));

        await stop;
    }

    private Task HandOver(params int[] numbers) => _outlet.HandOver(Array.ConvertAll(
        numbers, static n => new MarketEvent(EventTypes.OrderPaid, "orders/o1", n, default, null, null, null, new EventData("{}"))));

    private async Task Append(ImmutableArray<MarketEvent> events)
    {
        _appended.Add(string.Join(' ', events.Select(static happened => happened.Sequence)));
        if (_failures-- > 0)
            throw new TimeoutException();
        await _answer.Task;
    }
}

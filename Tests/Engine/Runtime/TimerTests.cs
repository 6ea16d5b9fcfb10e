using Microsoft.Extensions.DependencyInjection;
using OrleansMicro.Tests.Common;

namespace OrleansMicro.Tests.Engine.Runtime;

/// <summary>Grain timers, by a clock that the test moves.</summary>
public sealed class TimerTests(TimerTests.Fixture fixture) : IClassFixture<TimerTests.Fixture>
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Ticks_when_due_and_then_with_its_period()
    {
        var (grain, ticks) = Get();
        await grain.Start(2 * Second, Second, interleave: false, keepAlive: false);
        fixture.Time.Advance(Second);
        Assert.Equal(0, await grain.Ticks());
        await AdvanceUntil(1, ticks);
        await AdvanceUntil(2, ticks);
        Assert.Equal(2, await grain.Ticks());
    }

    [Fact]
    public async Task Ticks_once_without_a_period()
    {
        var (grain, ticks) = Get();
        await grain.Start(Second, Timeout.InfiniteTimeSpan, interleave: false, keepAlive: false);
        await AdvanceUntil(1, ticks);
        fixture.Time.Advance(10 * Second);
        Assert.Equal(1, await grain.Ticks());
    }

    [Fact]
    public async Task Stops_when_it_is_disposed_and_starts_anew_when_it_is_changed()
    {
        var (grain, ticks) = Get();
        await grain.Start(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan, interleave: false, keepAlive: false);
        fixture.Time.Advance(10 * Second);
        Assert.Equal(0, await grain.Ticks());
        await grain.Change(Second, Second);
        await AdvanceUntil(1, ticks);
        await grain.Stop();
        var after = await grain.Ticks();
        fixture.Time.Advance(10 * Second);
        Assert.Equal(after, await grain.Ticks());
    }

    [Fact]
    public async Task Waits_for_its_turn_while_a_request_is_inside()
    {
        var (grain, ticks) = Get();
        var gate = RuntimeCluster.NewKey();
        await grain.Start(Second, Second, interleave: false, keepAlive: false);
        var hold = grain.Hold(gate);
        await Eventually.Holds(() => Gates.Counted(gate) == 1, "the request is inside");
        fixture.Time.Advance(5 * Second);
        Assert.Equal(0, Gates.Counted(ticks));
        Gates.Open(gate);
        await hold;
        await AdvanceUntil(1, ticks);
    }

    [Fact]
    public async Task Interleaves_where_it_was_asked_to()
    {
        var (grain, ticks) = Get();
        var gate = RuntimeCluster.NewKey();
        await grain.Start(Second, Second, interleave: true, keepAlive: false);
        var hold = grain.Hold(gate);
        await Eventually.Holds(() => Gates.Counted(gate) == 1, "the request is inside");
        await AdvanceUntil(1, ticks);
        Gates.Open(gate);
        await hold;
    }

    [Fact]
    public async Task Never_ticks_while_the_last_tick_runs()
    {
        var (grain, ticks) = Get();
        var gate = RuntimeCluster.NewKey();
        await grain.HoldTicks(gate);
        await grain.Start(Second, Second, interleave: true, keepAlive: false);
        await AdvanceUntil(1, ticks);
        fixture.Time.Advance(10 * Second);
        await grain.Ticks().WaitAsync(RuntimeCluster.ResponseTimeout).ContinueWith(static _ => { }, TaskScheduler.Default);
        Assert.Equal(1, Gates.Counted(ticks));
        Gates.Open(gate);
        await AdvanceUntil(2, ticks);
    }

    [Fact]
    public async Task Goes_on_after_a_tick_that_failed()
    {
        var (grain, ticks) = Get();
        await grain.FailTicks();
        await grain.Start(Second, Second, interleave: false, keepAlive: false);
        await AdvanceUntil(3, ticks);
    }

    private (ITimerGrain Grain, string Ticks) Get()
    {
        var key = RuntimeCluster.NewKey();
        return (fixture.Grains.GetGrain<ITimerGrain>(key), "ticks of " + key);
    }

    private Task AdvanceUntil(int count, string ticks) => Eventually.Holds(
        () =>
        {
            if (Gates.Counted(ticks) >= count)
                return true;
            fixture.Time.Advance(Second);
            return false;
        },
        $"{count} ticks");

    public sealed class Fixture : RuntimeCluster
    {
        public ManualTime Time { get; } = new();

        protected override void Configure(ISiloBuilder silo) =>
            silo.Services.AddKeyedSingleton<TimeProvider>(TimeProviderNames.Grains, Time);
    }
}

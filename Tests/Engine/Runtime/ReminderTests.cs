using Microsoft.Extensions.DependencyInjection;
using OrleansMicro.Tests.Common;

namespace OrleansMicro.Tests.Engine.Runtime;

/// <summary>Reminders in real time, with periods as short as the option allows.</summary>
public sealed class ReminderTests(ReminderTests.Fixture fixture) : IClassFixture<ReminderTests.Fixture>
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(200);

    /// <summary>Timers of the official engine may run ahead of the clock by a tick of the system's.</summary>
    private static readonly TimeSpan TimerTolerance = TimeSpan.FromMilliseconds(16);

    [Fact]
    public async Task Reminds_when_due_and_then_with_its_period()
    {
        var (grain, key) = Get();
        await grain.Remind("tea", 2 * Period, Period);
        await Ticked(3, key);
        var ticks = ReminderGrain.Ticks[key];
        Assert.All(ticks, tick => Assert.Equal(Period, tick.Period));
        Assert.All(ticks, tick => Assert.InRange(tick.CurrentTickTime, tick.FirstTickTime - TimerTolerance, DateTime.MaxValue));
    }

    [Fact]
    public async Task Reminds_a_grain_that_is_not_active()
    {
        var (grain, key) = Get();
        await grain.Remind("tea", 2 * Period, Period);
        await grain.End();
        await Ticked(1, key);
    }

    [Fact]
    public async Task Forgets_a_reminder_that_was_unregistered()
    {
        var (grain, key) = Get();
        await grain.Remind("tea", Period, Period);
        await grain.Remind("cake", TimeSpan.FromDays(1), Period);
        Assert.Equal(["cake", "tea"], await grain.Names());
        await Ticked(1, key);
        Assert.True(await grain.Forget("tea"));
        Assert.False(await grain.Forget("tea"));
        Assert.Equal(["cake"], await grain.Names());
        var before = ReminderGrain.Ticks[key].Count;
        var (other, otherKey) = Get();
        await other.Remind("tea", Period, Period);
        await Ticked(3, otherKey);
        Assert.InRange(ReminderGrain.Ticks[key].Count, before, before + 1);
    }

    [Fact]
    public async Task Refuses_a_period_that_is_too_short()
    {
        var (grain, _) = Get();
        await Assert.ThrowsAsync<ArgumentException>(() => grain.Remind("tea", Period, TimeSpan.FromMilliseconds(199)));
    }

    private (IReminderGrain Grain, string Key) Get()
    {
        var key = RuntimeCluster.NewKey();
        return (fixture.Grains.GetGrain<IReminderGrain>(key), key);
    }

    private static Task Ticked(int count, string key) => Eventually.Holds(
        () => ReminderGrain.Ticks.TryGetValue(key, out var ticks) && ticks.Count >= count,
        $"{count} ticks");

    public sealed class Fixture : RuntimeCluster
    {
        protected override void Configure(ISiloBuilder silo) =>
            silo.Services.Configure<ReminderOptions>(options => options.MinimumReminderPeriod = Period);
    }
}

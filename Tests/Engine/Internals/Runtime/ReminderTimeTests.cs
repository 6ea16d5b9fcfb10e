using Microsoft.Extensions.DependencyInjection;
using OrleansMicro.Tests.Common;
using OrleansMicro.Tests.Engine.Runtime;

namespace OrleansMicro.Tests.Engine.Internals.Runtime;

/// <summary>Reminders, by a clock that the test moves.</summary>
public sealed class ReminderTimeTests(ReminderTimeTests.Fixture fixture) : IClassFixture<ReminderTimeTests.Fixture>
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Reminds_when_due_and_then_with_its_period()
    {
        var (grain, key) = Get();
        await grain.Remind("tea", 2 * Minute, Minute);
        await AdvanceUntil(3, key);
        var ticks = ReminderGrain.Ticks[key];
        Assert.All(ticks, tick => Assert.Equal(Minute, tick.Period));
        Assert.All(ticks, tick => Assert.True(tick.CurrentTickTime >= tick.FirstTickTime));
    }

    [Fact]
    public async Task Reminds_a_grain_that_is_not_active()
    {
        var (grain, key) = Get();
        await grain.Remind("tea", 2 * Minute, Minute);
        await grain.End();
        await AdvanceUntil(1, key);
    }

    [Fact]
    public async Task Goes_on_after_the_silo_that_served_it_was_killed()
    {
        var reminders = Enumerable.Range(0, 20).Select(_ => Get()).ToList();
        foreach (var (grain, _) in reminders)
            await grain.Remind("tea", Minute, Minute);
        await fixture.Cluster.KillSiloAsync(fixture.Cluster.Silos[1]);
        foreach (var (_, key) in reminders)
            await AdvanceUntil(2, key);
    }

    [Fact]
    public async Task Leaves_a_reminder_that_is_due_late_to_a_later_reading_of_the_table()
    {
        var (grain, key) = Get();
        await grain.Remind("tea", TimeSpan.FromHours(2), Minute);
        for (var minutes = 0; minutes < 119; minutes++)
            fixture.Time.Advance(Minute);
        Assert.False(ReminderGrain.Ticks.ContainsKey(key));
        await AdvanceUntil(1, key);
    }

    private (IReminderGrain Grain, string Key) Get()
    {
        var key = RuntimeCluster.NewKey();
        return (fixture.Grains.GetGrain<IReminderGrain>(key), key);
    }

    private Task AdvanceUntil(int count, string key) => Eventually.Holds(
        () =>
        {
            if (ReminderGrain.Ticks.TryGetValue(key, out var ticks) && ticks.Count >= count)
                return true;
            fixture.Time.Advance(Minute);
            return false;
        },
        $"{count} ticks");

    public sealed class Fixture : RuntimeCluster
    {
        public ManualTime Time { get; } = new();

        protected override void Configure(ISiloBuilder silo) =>
            silo.Services.AddKeyedSingleton<TimeProvider>(Orleans.Reminders.ReminderTimeProviderNames.Reminders, Time);
    }
}

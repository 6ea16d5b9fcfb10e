using Microsoft.Extensions.DependencyInjection;
using Orleans.Reminders;
using OrleansMicro.Tests.Common;
using OrleansMicro.Tests.Engine.Runtime;

namespace OrleansMicro.Tests.Engine.Internals.Runtime;

/// <summary>Reminders that change while the table is being read.</summary>
public sealed class ReminderReadingTests(ReminderReadingTests.Fixture fixture) : IClassFixture<ReminderReadingTests.Fixture>
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Keeps_one_that_was_registered_during_a_reading_that_did_not_see_it()
    {
        var (seen, unseen) = (RuntimeCluster.NewKey(), RuntimeCluster.NewKey());
        await fixture.Table.UpsertRow(new ReminderEntry
        {
            GrainId = fixture.Grains.GetGrain<IReminderGrain>(seen).GetGrainId(),
            ReminderName = "tea",
            StartAt = fixture.Time.GetUtcNow().UtcDateTime,
            Period = Minute,
        });
        var begun = fixture.Table.HoldNext();
        await Passes(() => begun.IsCompleted, "the table is read, as it is every few minutes");
        await fixture.Grains.GetGrain<IReminderGrain>(unseen).Remind("tea", Minute, Minute);
        fixture.Table.LetGo();

        var start = fixture.Time.GetUtcNow();
        await Passes(() => ReminderGrain.Ticks.ContainsKey(seen), "what was read is in force");
        await Passes(() => ReminderGrain.Ticks.ContainsKey(unseen), "what was registered meanwhile is too");
        Assert.InRange(fixture.Time.GetUtcNow() - start, TimeSpan.Zero, 4 * Minute);
    }

    private Task Passes(Func<bool> holds, string what) => Eventually.Holds(
        () =>
        {
            if (holds())
                return true;
            fixture.Time.Advance(Step);
            return false;
        },
        what);

    public sealed class Fixture : RuntimeCluster
    {
        public ManualTime Time { get; } = new();

        internal HeldReminderTable Table { get; } = new();

        protected override short Silos => 1;

        protected override void Configure(ISiloBuilder silo)
        {
            silo.Services.AddKeyedSingleton<TimeProvider>(ReminderTimeProviderNames.Reminders, Time);
            silo.Services.AddSingleton<IReminderTable>(Table);
        }
    }
}

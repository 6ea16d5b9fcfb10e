using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Orleans.Storage;

namespace OrleansMicro.Tests.Common.States;

/// <summary>Two activations of a reentrant grain, on one row.</summary>
public sealed class GroupCommitTests
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(3);
    private readonly FakeRow _row = new();
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task Shows_what_another_activation_wrote_once_it_is_old()
    {
        var (stale, other) = (Activate(), Activate());
        await Add(other, 7);

        Assert.Equal(0, (await stale.Read()).Value);
        _clock.Advance(MaxAge);
        Assert.Equal(7, (await stale.Read()).Value);
    }

    [Fact]
    public void A_volatile_change_is_made_at_once_if_nothing_is_written()
    {
        var commit = Activate();
        Assert.True(commit.ApplyVolatile(static state => (state with { Value = 3 }, true)).IsCompletedSuccessfully);
        Assert.Equal(3, commit.State.Value);
    }

    [Fact]
    public async Task A_volatile_change_waits_for_the_write_that_it_sees()
    {
        var commit = Activate();
        var written = Add(commit, 7);

        Assert.Equal(7, await commit.ApplyVolatile(static state => (state, state.Value)));
        Assert.True(await written);
    }

    [Fact]
    public async Task A_volatile_change_that_throws_reaches_its_caller_alone()
    {
        var commit = Activate();
        await Assert.ThrowsAsync<InvalidOperationException>(() => commit.ApplyVolatile<bool>(static _ => throw new InvalidOperationException("No.")));
        Assert.Equal(0, commit.State.Value);
    }

    [Fact]
    public async Task Keeps_what_is_not_written_when_it_reads_the_same_row()
    {
        var commit = Activate();
        await commit.ApplyVolatile(static state => (state with { Value = 3 }, true));
        _clock.Advance(MaxAge);

        Assert.Equal(3, (await commit.Read()).Value);
        Assert.Equal(2, _row.Reads);
    }

    [Fact]
    public async Task Drops_what_is_not_written_with_the_row_it_came_from()
    {
        var (stale, other) = (Activate(), Activate());
        await stale.ApplyVolatile(static state => (state with { Value = 3 }, true));
        await Add(other, 7);
        _clock.Advance(MaxAge);

        Assert.Equal(7, (await stale.Read()).Value);
    }

    /// <summary>Seed 1796067020075 of the simulation: a stock of an activation that was superseded was shown beside a new reservation.</summary>
    [Fact]
    public async Task An_old_state_is_not_shown_beside_a_volatile_change()
    {
        var (stale, other) = (Activate(), Activate());
        await Add(other, 7);
        _clock.Advance(MaxAge);

        // In one turn, as calls of a grain, so that both are answered together.
        var (shown, changed) = await InTurns(async () =>
        {
            var shown = stale.Read().AsTask();
            var changed = stale.ApplyVolatile(static state => (state with { Value = state.Value + 1 }, state.Value));
            return ((await shown).Value, await changed);
        });

        Assert.Equal((8, 7), (shown, changed));
    }

    [Fact]
    public async Task What_need_not_be_on_disk_is_kept_and_written_by_a_flush()
    {
        var commit = Activate(static state => state.Value > 100 ? state with { Value = 100 } : state);
        await commit.ApplyVolatile(static state => (state with { Value = 103 }, true));
        await Add(commit, 1);

        Assert.Equal((104, 100), (commit.State.Value, Activate().State.Value));
        _clock.Advance(MaxAge);
        Assert.Equal(104, (await commit.Read()).Value);
        await commit.Flush();
        Assert.Equal(104, Activate().State.Value);
    }

    [Fact]
    public async Task A_failed_write_leaves_what_was_on_disk()
    {
        var commit = Activate(static state => state.Value > 100 ? state with { Value = 100 } : state);
        await commit.ApplyVolatile(static state => (state with { Value = 103 }, true));
        await Add(Activate(), 7);

        await Assert.ThrowsAsync<InconsistentStateException>(() => Add(commit, 1));
        Assert.Equal(7, commit.State.Value);
    }

    [Fact]
    public async Task An_answer_without_a_write_is_decided_again_on_the_newer_row()
    {
        var (stale, other) = (Activate(), Activate());
        await Add(other, 7);
        _clock.Advance(MaxAge);

        Assert.Equal("enough", await stale.Apply(static state => (state, state.Value >= 7 ? "enough" : "too few")));
    }

    [Fact]
    public async Task A_write_over_a_newer_row_fails()
    {
        var (stale, other) = (Activate(), Activate());
        await Add(other, 7);

        await Assert.ThrowsAsync<InconsistentStateException>(() => Add(stale, 1));
        await Add(stale, 1);
        Assert.Equal(8, stale.State.Value);
    }

    [Fact]
    public async Task A_mutation_that_failed_on_an_old_row_may_succeed()
    {
        var (stale, other) = (Activate(), Activate());
        await Add(other, 7);
        _clock.Advance(MaxAge);

        Assert.Equal(7, await stale.Apply(static state => state.Value == 0 ? throw new InvalidOperationException("Empty.") : (state, state.Value)));
    }

    /// <summary>Found by the simulation: a release that found the fence raised was answered before the fence was on disk.</summary>
    [Fact]
    public async Task What_a_caller_saw_is_written_before_it_is_answered()
    {
        var commit = Activate();
        commit.ApplyDeferred(static state => state with { Value = 5 });

        Assert.Equal(5, await commit.Apply(static state => (state, state.Value)));
        Assert.Equal(5, Activate().State.Value);
    }

    [Fact]
    public async Task A_mutation_cancelled_while_it_waits_is_not_applied()
    {
        var commit = Activate();
        var (first, cancelled, last) = (Add(commit, 1), Add(commit, 10, new CancellationToken(canceled: true)), Add(commit, 100));

        await Assert.ThrowsAsync<OperationCanceledException>(() => cancelled);
        await Task.WhenAll(first, last);
        Assert.Equal(101, Activate().State.Value);
    }

    [Fact]
    public async Task A_mutation_cancelled_after_it_was_applied_is_written()
    {
        using var cancellation = new CancellationTokenSource();
        var written = await Activate().Apply(
            state =>
            {
                cancellation.Cancel();
                return (state with { Value = 5 }, 5);
            },
            cancellation.Token);

        Assert.Equal(5, written);
        Assert.Equal(5, Activate().State.Value);
    }

    private static Task<T> InTurns<T>(Func<Task<T>> run) => Task.Factory.StartNew(
        run, CancellationToken.None, TaskCreationOptions.None, new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler).Unwrap();

    private static Task<bool> Add(GroupCommit<FakeState> commit, int value, CancellationToken cancellation = default) =>
        commit.Apply(state => (state with { Value = state.Value + value }, true), cancellation);

    private GroupCommit<FakeState> Activate(Func<FakeState, FakeState>? durable = null) => new(
        _row.NewView(),
        new StateFreshness(_clock, Options.Create(new StateOptions { MaxReadAge = MaxAge })),
        NullLogger.Instance,
        durable: durable);
}

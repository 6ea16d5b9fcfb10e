using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Orleans.Storage;

namespace OrleansMicro.Tests.Common.States;

/// <summary>Two activations of a grain that handles one command at a time, on one row.</summary>
public sealed class CommittedStateTests
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(3);
    private readonly FakeRow _row = new();
    private readonly FakeTimeProvider _clock = new();
    private int _ended;

    [Fact]
    public async Task Answers_from_memory_while_it_is_fresh()
    {
        var state = Activate();
        await state.Write(new FakeState(1));
        _clock.Advance(MaxAge - TimeSpan.FromTicks(1));

        Assert.Equal(1, (await state.Read()).Value);
        Assert.Equal(1, _row.Reads);
    }

    [Fact]
    public async Task Reads_again_when_it_is_old_and_goes_on()
    {
        var state = Activate();
        await state.Write(new FakeState(1));
        var before = state.State;
        _clock.Advance(MaxAge);

        Assert.Same(before, await state.Read());
        await state.Read();
        Assert.Equal((2, 0), (_row.Reads, _ended));
        Assert.True(state.WroteLast);
        await state.Write(new FakeState(2));
    }

    [Fact]
    public async Task Shows_what_another_activation_wrote_and_ends()
    {
        var (stale, other) = (Activate(), Activate());
        await other.Write(new FakeState(7));
        _clock.Advance(MaxAge);

        Assert.Equal(7, (await stale.Read()).Value);
        Assert.Equal(1, _ended);
    }

    [Fact]
    public async Task Writes_nothing_after_another_activation_was_seen()
    {
        var (stale, other) = (Activate(), Activate());
        await other.Write(new FakeState(7));
        await stale.ReadNow();

        await Assert.ThrowsAsync<InconsistentStateException>(() => stale.Write(new FakeState(8)));
        Assert.Equal(7, (await Activate().ReadNow()).Value);
    }

    [Fact]
    public async Task A_command_that_changes_nothing_is_verified()
    {
        var (stale, other) = (Activate(), Activate());
        await other.Write(new FakeState(7));

        await stale.Commit(stale.State);
        _clock.Advance(MaxAge);
        await Assert.ThrowsAsync<InconsistentStateException>(() => stale.Commit(stale.State));
    }

    [Fact]
    public async Task A_failed_write_is_no_proof_of_ownership()
    {
        var state = Activate();
        await state.Write(new FakeState(1));
        _row.IsDown = true;

        await Assert.ThrowsAsync<IOException>(() => state.Write(new FakeState(2)));
        Assert.False(state.WroteLast);
        Assert.Equal(1, _ended);
    }

    [Fact]
    public async Task A_read_waits_for_the_write_that_is_under_way()
    {
        var state = Activate();
        _clock.Advance(MaxAge);

        var write = state.Write(new FakeState(5));
        Assert.Equal(5, (await state.Read()).Value);
        await write;
    }

    [Fact]
    public async Task Does_not_answer_from_memory_while_it_cannot_read()
    {
        var state = Activate();
        _clock.Advance(MaxAge);
        _row.IsDown = true;

        await Assert.ThrowsAsync<IOException>(async () => await state.Read());
        _row.IsDown = false;
        Assert.Equal(0, (await state.Read()).Value);
    }

    [Fact]
    public async Task A_sole_writer_never_reads_again()
    {
        var state = new CommittedState<FakeState>(_row.NewView(), StateFreshness.SoleWriter, () => _ended++, NullLogger.Instance);
        _clock.Advance(TimeSpan.FromDays(2));

        await state.Read();
        Assert.Equal(1, _row.Reads);
    }

    private CommittedState<FakeState> Activate() => new(
        _row.NewView(), new StateFreshness(_clock, Options.Create(new StateOptions { MaxReadAge = MaxAge })), () => _ended++, NullLogger.Instance);
}

using Microsoft.Extensions.Time.Testing;
using OrleansMicro.Hosting;
using OrleansMicro.Silo.Move;

namespace OrleansMicro.Tests.Silo.Move;

/// <summary>Which silos run, by the membership table alone.</summary>
public sealed class LiveMembersTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly MemoryMembers _table = new();
    private readonly LiveMembers _members;

    public LiveMembersTests() => _members = new(_table.Table, TimeSpan.FromSeconds(2), _clock, static _ => { });

    [Theory]
    [InlineData(2)]
    [InlineData(12)]
    [InlineData(25)]
    public async Task Refuses_a_silo_with_a_sign_of_life(int period)
    {
        var began = _clock.GetTimestamp();
        _table.WhenRead = () => _table.Rows[1] = (SiloStatus.Active, (int)_clock.GetElapsedTime(began).TotalSeconds / period);

        await Refuses(Watch);

        Assert.Equal(period, _clock.GetElapsedTime(began).TotalSeconds);
    }

    [Fact]
    public async Task Takes_a_silo_without_a_sign_of_life_for_stopped()
    {
        _table.Rows[1] = (SiloStatus.Active, 1);
        await Watch();
        await _members.RefuseChangedAsync();
    }

    [Fact]
    public async Task Does_not_wait_for_dead_silos()
    {
        _table.Rows[1] = (SiloStatus.Dead, 1);
        await _members.RefuseLiveAsync();
        Assert.Equal(1, _table.Version);
    }

    [Theory]
    [InlineData(SiloStatus.Joining)]
    [InlineData(SiloStatus.Active)]
    [InlineData(SiloStatus.Dead)]
    public async Task Refuses_a_silo_that_started_even_if_it_has_stopped(SiloStatus status)
    {
        await _members.RefuseLiveAsync();
        _table.Rows[1] = (status, 1);
        await Refuses(_members.RefuseChangedAsync);
    }

    [Fact]
    public async Task Refuses_a_silo_that_stopped_while_it_was_watched()
    {
        _table.Rows[1] = (SiloStatus.ShuttingDown, 1);
        var watching = Watch;
        _table.WhenRead = () => _table.Rows[1] = (_clock.GetUtcNow() > _clock.Start ? SiloStatus.Dead : SiloStatus.ShuttingDown, 1);
        await Refuses(watching);
    }

    [Fact]
    public async Task Declares_lost_silos_dead_in_the_table()
    {
        _table.Rows[1] = (SiloStatus.Active, 1);
        _table.Rows[2] = (SiloStatus.Dead, 2);
        _table.Rows[3] = (SiloStatus.Joining, 3);
        await Watch();

        await _members.EndLostAsync();

        Assert.Equal([(SiloStatus.Dead, 1), (SiloStatus.Dead, 2), (SiloStatus.Dead, 3)], _table.Rows.Values);
        Assert.Equal(3, _table.Version);
        await _members.RefuseChangedAsync();
    }

    [Fact]
    public async Task Refuses_a_silo_that_wakes_up_after_it_was_declared_dead()
    {
        _table.Rows[1] = (SiloStatus.Active, 1);
        await Watch();
        await _members.EndLostAsync();

        // Orleans changes the time alone.
        _table.Rows[1] = (SiloStatus.Dead, 2);

        await Refuses(_members.RefuseChangedAsync);
    }

    [Fact]
    public async Task Declares_nothing_dead_if_a_silo_gives_a_sign_of_life()
    {
        _table.Rows[1] = (SiloStatus.Active, 1);
        await Watch();
        _table.Rows[1] = (SiloStatus.Active, 2);

        await Refuses(_members.EndLostAsync);

        Assert.Equal((SiloStatus.Active, 2), _table.Rows[1]);
    }

    [Fact]
    public async Task Refuses_if_another_process_writes_the_table()
    {
        _table.Rows[1] = (SiloStatus.Active, 1);
        await Watch();
        _table.IsContended = true;

        await Refuses(_members.EndLostAsync);

        Assert.Equal(SiloStatus.Active, _table.Rows[1].Status);
    }

    private static async Task Refuses(Func<Task> look) =>
        Assert.Contains("Stop all APIs and silos", (await Assert.ThrowsAsync<StartException>(look)).Message, StringComparison.Ordinal);

    private async Task Watch()
    {
        // Without a context, the watch runs up to its next delay inside of Advance. So time cannot outrun it.
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        var watching = _members.RefuseLiveAsync();
        while (!watching.IsCompleted)
            _clock.Advance(TimeSpan.FromSeconds(1));
        SynchronizationContext.SetSynchronizationContext(context);
        await watching;
    }
}

using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Clustering.Redis;

namespace OrleansMicro.Tests.Engine.Internals.Membership;

/// <summary>What a client sees of the cluster.</summary>
public sealed class WatchedMembershipTests
{
    private static readonly TimeSpan TimeToLook = TimeSpan.FromSeconds(2);

    private readonly LeaseWorld _world = new();

    [Fact]
    public async Task Sees_who_joins_and_who_dies()
    {
        var first = await _world.Start();
        using var client = await Watch();
        Assert.Equal(SiloStatus.Active, client.Current.StatusOf(first.Address));

        var second = await _world.Start();
        _world.Pass(TimeToLook);
        Assert.Equal(SiloStatus.Active, client.Current.StatusOf(second.Address));

        await second.Set(SiloStatus.Dead);
        _world.Pass(TimeToLook);
        Assert.Equal((SiloStatus.Active, SiloStatus.Dead), (client.Current.StatusOf(first.Address), client.Current.StatusOf(second.Address)));
    }

    [Fact]
    public async Task Notices_that_a_table_which_lost_its_last_changes_has_come_to_the_same_version_with_other_silos()
    {
        var first = await _world.Start();
        var saved = _world.Table.Save();
        var second = await _world.Start();
        var line = new MemorySiloTable.Line(_world.Table);
        using var client = await Watch(line);
        Assert.Equal(SiloStatus.Active, client.Current.StatusOf(second.Address));
        _world.Table.GoBackTo(saved);
        first.Line.IsCut = second.Line.IsCut = line.IsQuiet = true;
        var third = await _world.Start();

        _world.Pass(TimeToLook);

        Assert.Equal((SiloStatus.Dead, SiloStatus.Active), (client.Current.StatusOf(second.Address), client.Current.StatusOf(third.Address)));
    }

    [Fact]
    public async Task Says_nothing_while_nothing_changes()
    {
        await _world.Start();
        using var client = await Watch();
        var changes = 0;
        client.Changed += _ => changes++;

        _world.Pass(5 * TimeToLook);

        Assert.Equal(0, changes);
    }

    private async Task<WatchedMembership> Watch(MemorySiloTable.Line? line = null)
    {
        var client = new WatchedMembership(line ?? new MemorySiloTable.Line(_world.Table), _world.Time, NullLogger<WatchedMembership>.Instance);
        await client.StartAsync(CancellationToken.None);
        return client;
    }
}

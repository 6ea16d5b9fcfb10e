using OrleansMicro.Hosting;
using OrleansMicro.Silo.Move;

namespace OrleansMicro.Tests.Silo.Move;

/// <summary>Undoing a finished move, and moves that are not the one named.</summary>
public sealed class ShopUndoTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Opens_the_source_and_closes_the_target_and_back(bool toCluster)
    {
        using var world = await MoveWorld.Create(toCluster);
        await world.Move(toCluster);
        world.Redis.MarkWhenEnded = null;

        Assert.Contains("That one is closed now", await world.Undo(toCluster), StringComparison.Ordinal);

        Assert.Null(await world.Source(toCluster).ReadMarkAsync());
        var closed = await world.Target(toCluster).ReadMarkAsync();
        Assert.Equal((MoveRole.Source, MoveStage.Moved), (closed?.Role, closed?.Stage));
        Assert.Contains(toCluster ? "to-single" : "to-cluster", closed?.Refusal, StringComparison.Ordinal);
        Assert.NotNull(world.Redis.MarkWhenEnded);

        await world.Undo(!toCluster);
        Assert.Null(await world.Target(toCluster).ReadMarkAsync());
        Assert.Equal(MoveStage.Moved, (await world.Source(toCluster).ReadMarkAsync())?.Stage);
        Assert.False(await world.Target(toCluster).IsEmptyAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Never_leaves_both_places_open(bool toCluster)
    {
        for (var change = 1; change <= 3; change++)
        {
            foreach (var isAfter in new[] { false, true })
            {
                using var world = await MoveWorld.Create(toCluster);
                await world.Move(toCluster);
                await Assert.ThrowsAsync<IOException>(() => world.Undo(toCluster, new Kill(change, isAfter)));

                var (source, target) = (await world.Source(toCluster).ReadMarkAsync(), await world.Target(toCluster).ReadMarkAsync());
                Assert.True(source is not null || target is not null, "Both places can be started.");
                if (source is not null)
                    await world.Undo(toCluster);
                Assert.Null(await world.Source(toCluster).ReadMarkAsync());
                Assert.Equal(MoveStage.Moved, (await world.Target(toCluster).ReadMarkAsync())?.Stage);
            }
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Leaves_an_emptied_target_without_a_mark(bool toCluster)
    {
        using var world = await MoveWorld.Create(toCluster);
        await world.Move(toCluster);
        await world.Target(toCluster).EmptyAsync();

        await world.Undo(toCluster);

        Assert.Equal((null, null), (await world.Folder.ReadMarkAsync(), await world.Redis.ReadMarkAsync()));
    }

    [Theory]
    [InlineData(nameof(MoveRole.Source))]
    [InlineData(nameof(MoveRole.Target))]
    public async Task Does_not_touch_the_places_of_another_move(string role)
    {
        using var world = await MoveWorld.Create(toCluster: false);
        var mark = new MoveMark(
            "1", Enum.Parse<MoveRole>(role), MoveStage.Moving, "the data folder /other", world.Redis.Name, "./run move to-cluster", default);
        await world.Redis.WriteMarkAsync(mark);

        await Assert.ThrowsAsync<StartException>(() => world.Undo(toCluster: true));
        await Assert.ThrowsAsync<StartException>(() => world.Undo(toCluster: false));

        Assert.Equal(mark, await world.Redis.ReadMarkAsync());
        Assert.Equal(MoveWorld.Rows, world.Redis.Data.Count);
    }
}

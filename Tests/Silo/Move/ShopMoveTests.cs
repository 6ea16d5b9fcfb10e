using OrleansMicro.Hosting;
using OrleansMicro.Silo.Move;

namespace OrleansMicro.Tests.Silo.Move;

/// <summary>A whole move between a data folder and a cluster.</summary>
public sealed class ShopMoveTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Moves_all_rows_and_closes_the_source(bool toCluster)
    {
        using var world = await MoveWorld.Create(toCluster);
        var before = await MoveWorld.Read(world.Source(toCluster));

        var result = await world.Move(toCluster);

        Assert.Equal((MoveWorld.Rows, 1, MoveWorld.Rows, 0), (result.Rows, result.Reminders, result.Copied, result.Mismatches));
        Assert.Equal(before, await MoveWorld.Read(world.Target(toCluster)));
        Assert.Equal(before, await MoveWorld.Read(world.Source(toCluster)));
        Assert.Null(await world.Target(toCluster).ReadMarkAsync());
        Assert.Equal(MoveStage.Moved, (await world.Source(toCluster).ReadMarkAsync())?.Stage);
        await Assert.ThrowsAsync<StartException>(() => world.Move(toCluster));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Continues_after_a_kill_at_any_change(bool toCluster)
    {
        for (var change = 1; await KillAndContinue(toCluster, change, isAfter: false); change++)
            await KillAndContinue(toCluster, change, isAfter: true);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Is_given_up_after_a_kill_at_any_change(bool toCluster)
    {
        for (var change = 1; change < 7; change++)
        {
            using var world = await MoveWorld.Create(toCluster);
            var before = await MoveWorld.Read(world.Source(toCluster));
            await Assert.ThrowsAsync<IOException>(() => world.Move(toCluster, new Kill(change, isAfter: false)));
            await Killed(() => world.Undo(toCluster, new Kill(1, isAfter: true)));

            await world.Undo(toCluster);

            Assert.True(await world.Target(toCluster).IsEmptyAsync());
            Assert.Equal(before, await MoveWorld.Read(world.Source(toCluster)));
            Assert.Equal((null, null), (await world.Folder.ReadMarkAsync(), await world.Redis.ReadMarkAsync()));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Refuses_a_target_with_other_data(bool toCluster)
    {
        using var world = await MoveWorld.Create(toCluster);
        await world.Target(toCluster).WriteAsync([MoveWorld.Row("other", "data")]);

        var refusal = await Assert.ThrowsAsync<StartException>(() => world.Move(toCluster));

        Assert.Contains("Choose another target", refusal.Message, StringComparison.Ordinal);
        Assert.Null(await world.Source(toCluster).ReadMarkAsync());
    }

    [Fact]
    public async Task Refuses_a_silo_that_starts_with_the_move()
    {
        using var world = await MoveWorld.Create(toCluster: true);
        world.Redis.WhenMarked = () => world.Redis.Runs = true;

        await Assert.ThrowsAsync<StartException>(() => world.Move(toCluster: true));

        Assert.Empty(world.Redis.Data);
        Assert.Equal((null, null), (await world.Folder.ReadMarkAsync(), await world.Redis.ReadMarkAsync()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Does_not_finish_if_a_silo_starts_during_the_copy(bool toCluster)
    {
        using var world = await MoveWorld.Create(toCluster);
        world.Redis.WhenRead = () => world.Redis.Runs = true;

        await Assert.ThrowsAsync<StartException>(() => world.Move(toCluster));

        Assert.Equal(MoveStage.Moving, (await world.Source(toCluster).ReadMarkAsync())?.Stage);
        Assert.Equal(MoveRole.Target, (await world.Target(toCluster).ReadMarkAsync())?.Role);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ends_lost_silos_as_soon_as_they_could_see_a_mark(bool toCluster)
    {
        using var world = await MoveWorld.Create(toCluster);
        await Assert.ThrowsAsync<IOException>(() => world.Move(toCluster, new Kill(4, isAfter: true)));
        var first = world.Redis.MarkWhenEnded;
        world.Redis.MarkWhenEnded = null;

        await world.Move(toCluster);

        Assert.NotNull(first);
        Assert.Equal(first, world.Redis.MarkWhenEnded);
    }

    [Theory]
    [InlineData("changed")]
    [InlineData("other")]
    public async Task Does_not_finish_if_a_row_differs(string what)
    {
        using var world = await MoveWorld.Create(toCluster: true);
        await Assert.ThrowsAsync<IOException>(() => world.Move(toCluster: true, new Kill(4, isAfter: true)));
        world.Redis.Data[what == "changed" ? world.Redis.Data.Keys.First() : "shop/state/stock/x/stock"] = [1];

        var result = await world.Move(toCluster: true);

        Assert.True(result.Mismatches > 0);
        Assert.Contains(result.Lines, line => line.Contains("DIFFERS", StringComparison.Ordinal));
        Assert.Equal(MoveStage.Moving, (await world.Folder.ReadMarkAsync())?.Stage);
        Assert.NotNull(await world.Redis.ReadMarkAsync());
    }

    [Fact]
    public async Task Does_not_move_a_state_that_was_cleared()
    {
        using var world = await MoveWorld.Create(toCluster: false);
        world.Redis.Data["shop/state/cart/cleared/cart"] = [];

        var result = await world.Move(toCluster: false);

        Assert.Equal((MoveWorld.Rows, 0), (result.Rows, result.Mismatches));
    }

    /// <summary>False if the move ended before the kill.</summary>
    private static async Task<bool> KillAndContinue(bool toCluster, int change, bool isAfter)
    {
        using var world = await MoveWorld.Create(toCluster);
        var before = await MoveWorld.Read(world.Source(toCluster));
        if (!await Killed(() => world.Move(toCluster, new Kill(change, isAfter))))
            return false;
        var (source, target) = (await world.Source(toCluster).ReadMarkAsync(), await world.Target(toCluster).ReadMarkAsync());
        Assert.True(source is not null || await world.Target(toCluster).IsEmptyAsync(), "Both places can be started.");

        var isFinished = source is { Stage: MoveStage.Moved } && target is null;
        if (!isFinished)
            Assert.Equal(0, (await world.Move(toCluster)).Mismatches);
        Assert.Equal(before, await MoveWorld.Read(world.Target(toCluster)));
        Assert.Equal(MoveStage.Moved, (await world.Source(toCluster).ReadMarkAsync())?.Stage);
        return true;
    }

    private static async Task<bool> Killed(Func<Task> run)
    {
        try
        {
            await run();
            return false;
        }
        catch (IOException e) when (e.Message.StartsWith("killed", StringComparison.Ordinal))
        {
            return true;
        }
    }
}

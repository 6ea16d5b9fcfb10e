using System.Diagnostics;
using OrleansMicro.Tests.Common;
using OrleansMicro.Tests.Engine.Runtime;

namespace OrleansMicro.Tests.Engine.Internals.Membership;

/// <summary>Whole silos whose membership is in a real Redis.</summary>
public sealed class RedisClusterTests(RedisServer redis) : IClassFixture<RedisServer>, IAsyncLifetime, IAsyncDisposable
{
    private readonly RedisCluster _cluster = new(redis);

    public Task InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Serves_the_grains_of_a_killed_silo_again_within_ten_seconds()
    {
        var stays = await _cluster.StartSilo();
        var dies = await _cluster.StartSilo();
        var client = await _cluster.StartClient();
        var keys = Keys(40);
        await Task.WhenAll(keys.Select(key => RedisSilo.Note(client, key).Add(1)));
        var watch = Stopwatch.StartNew();
        dies.Kill();
        await Task.WhenAll(keys.Select(key => Retry(() => RedisSilo.Note(client, key).Add(2))));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.True(stays.Status.IsDeadSilo(dies.Address));
        foreach (var key in keys)
            Assert.Equal([1, 2], (await stays.Note(key).Numbers()).Distinct());
    }

    [Fact]
    public async Task Stops_a_silo_that_is_cut_off_from_redis_and_loses_no_write()
    {
        var stays = await _cluster.StartSilo();
        var lost = await _cluster.StartSilo();
        var keys = Keys(40);
        await Task.WhenAll(keys.Select(key => stays.Note(key).Add(1)));
        lost.LineToRedis.Cut();
        await Eventually.Holds(() => stays.Status.IsDeadSilo(lost.Address), "the silo without a lease is dead");
        Assert.Equal(SiloStatus.None, lost.Status.CurrentStatus);

        // Of the grains that it still thinks its own it serves none; for the others it asks the other silo.
        Assert.Contains(true, await Task.WhenAll(keys.Select(key => Refuses(() => lost.Note(key).Numbers()))));
        await Task.WhenAll(keys.Select(key => Retry(() => stays.Note(key).Add(2))));
        lost.LineToRedis.Mend();
        await Eventually.Holds(() => lost.IsStopping, "the silo learns that it is dead and stops");
        foreach (var key in keys)
            Assert.Equal([1, 2], (await stays.Note(key).Numbers()).Distinct());
    }

    [Fact]
    public async Task Goes_on_after_redis_was_restarted_or_frozen()
    {
        var silos = new[] { await _cluster.StartSilo(), await _cluster.StartSilo() };
        var keys = Keys(20);
        await Task.WhenAll(keys.Select(key => silos[0].Note(key).Add(1)));
        await redis.Restart(pause: TimeSpan.FromSeconds(6));
        await Task.WhenAll(keys.Select(key => Retry(() => silos[1].Note(key).Add(2))));
        await redis.Freeze();
        await Task.Delay(TimeSpan.FromSeconds(6));
        await redis.Thaw();
        await Task.WhenAll(keys.Select(key => Retry(() => silos[0].Note(key).Add(3))));
        Assert.All(silos, static silo => Assert.False(silo.IsStopping));
        Assert.All(silos, silo => Assert.All(silos, other => Assert.False(silo.Status.IsDeadSilo(other.Address))));
        foreach (var key in keys)
            Assert.Equal([1, 2, 3], (await silos[0].Note(key).Numbers()).Distinct());
    }

    [Fact]
    public async Task Starts_before_redis_does()
    {
        await using var later = new RedisServer();
        await using var cluster = new RedisCluster(later);
        var start = cluster.StartSilo();
        await Task.Delay(TimeSpan.FromSeconds(1));
        Assert.False(start.IsCompleted);
        await later.Start();
        var silo = await start;
        await Retry(() => silo.Note("first").Add(1));
    }

    [Fact]
    public async Task Does_not_see_another_cluster_in_the_same_redis()
    {
        await using var other = new RedisCluster(redis);
        var (mine, strange) = (await _cluster.StartSilo(), await other.StartSilo());
        Assert.Equal([mine.Address], mine.Status.GetApproximateSiloStatuses().Keys);
        Assert.Equal([strange.Address], strange.Status.GetApproximateSiloStatuses().Keys);
        await mine.Note("same").Write("mine");
        Assert.Equal("", await strange.Note("same").Text());
    }

    [Fact]
    public async Task Loses_no_write_while_silos_join_and_leave()
    {
        var stays = await _cluster.StartSilo();
        var leaves = await _cluster.StartSilo();
        var client = await _cluster.StartClient();
        var keys = Keys(30);
        using var stop = new CancellationTokenSource();
        var writers = keys.Select(async key =>
        {
            var count = 0;
            for (; !stop.IsCancellationRequested; count++)
                await RedisSilo.Note(client, key).Add(count);
            return count;
        }).ToArray();
        for (var round = 0; round < 2; round++)
        {
            var joined = await _cluster.StartSilo();
            await leaves.Host.StopAsync();
            leaves = joined;
        }

        await stop.CancelAsync();
        var counts = await Task.WhenAll(writers);
        for (var i = 0; i < keys.Length; i++)
            Assert.Equal(Enumerable.Range(0, counts[i]), await stays.Note(keys[i]).Numbers());
    }

    private static string[] Keys(int count) => [.. Enumerable.Range(0, count).Select(static _ => RuntimeCluster.NewKey())];

    /// <summary>Repeats what may be done twice until it succeeds; gives each attempt as long as the API does.</summary>
    private static Task Retry(Func<Task> call) => Eventually.Holds(async () => !await Refuses(call), "a call succeeds");

    private static async Task<bool> Refuses(Func<Task> call)
    {
        try
        {
            await call().WaitAsync(TimeSpan.FromSeconds(5));
            return false;
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException)
        {
            return true;
        }
    }
}

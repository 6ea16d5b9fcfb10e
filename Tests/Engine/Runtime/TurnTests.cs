using OrleansMicro.Tests.Common;

namespace OrleansMicro.Tests.Engine.Runtime;

/// <summary>One turn at a time, and which requests may interleave.</summary>
[Collection(RuntimeTests.Name)]
public sealed class TurnTests(RuntimeCluster cluster)
{
    private const string Plain = "OrleansMicro.Tests.Engine.Runtime.Turn";

    [Fact]
    public async Task Runs_one_request_after_the_other()
    {
        var (grain, gate) = Plan(key => Get(key));
        var work = Enumerable.Range(0, 10).Select(_ => grain.Work(gate)).ToList();
        await Eventually.Holds(() => Gates.Counted(gate) > 0, "a request is inside");
        Assert.Equal(1, await grain.Peek());
        Gates.Open(gate);
        Assert.All(await Task.WhenAll(work), most => Assert.Equal(1, most));
    }

    [Fact]
    public async Task Lets_requests_of_a_reentrant_grain_interleave()
    {
        var (grain, gate) = Plan(key => cluster.Grains.GetGrain<IReentrantTurnGrain>(key));
        var work = Enumerable.Range(0, 5).Select(_ => grain.Work(gate)).ToList();
        await Eventually.Holds(() => Gates.Counted(gate) == 5, "all requests are inside");
        Gates.Open(gate);
        Assert.Equal(5, (await Task.WhenAll(work)).Max());
    }

    [Fact]
    public async Task Lets_reads_share_the_grain_but_not_with_a_write()
    {
        var (grain, gate) = Plan(key => Get(key));
        var write = RuntimeCluster.NewKey();
        var reads = Enumerable.Range(0, 3).Select(_ => grain.Read(gate)).ToList();
        await Eventually.Holds(() => Gates.Counted(gate) == 3, "all reads are inside");
        Gates.Open(write);
        var writing = grain.Work(write);
        Assert.Equal(3, await grain.Peek());
        Assert.Equal(0, Gates.Counted(write));
        Gates.Open(gate);
        await Task.WhenAll(reads);
        await writing;
        Assert.Equal(1, Gates.Counted(write));
    }

    [Fact]
    public async Task Asks_the_predicate_which_requests_may_interleave()
    {
        var (grain, gate) = Plan(key => cluster.Grains.GetGrain<IPredicateTurnGrain>(key));
        var first = grain.Work(gate);
        await Eventually.Holds(() => Gates.Counted(gate) == 1, "the first request is inside");
        var free = RuntimeCluster.NewKey() + "+";
        Gates.Open(free);
        Assert.Equal(2, await grain.Work(free));
        var barred = RuntimeCluster.NewKey();
        Gates.Open(barred);
        var waiting = grain.Work(barred);
        await grain.Peek();
        Assert.Equal(0, Gates.Counted(barred));
        Gates.Open(gate);
        await first;
        await waiting;
    }

    [Fact]
    public async Task Times_out_when_a_chain_of_calls_comes_back_to_a_busy_grain()
    {
        var (first, second) = (RuntimeCluster.NewKey(), RuntimeCluster.NewKey());
        await Assert.ThrowsAsync<TimeoutException>(() => Get(first).CallBack(second, allowReentrancy: false));
    }

    [Fact]
    public async Task Lets_a_chain_of_calls_back_in_where_the_grain_allows_it()
    {
        var (first, second) = (RuntimeCluster.NewKey(), RuntimeCluster.NewKey());
        Assert.Equal("answer of " + first, await Get(first).CallBack(second, allowReentrancy: true));
    }

    [Fact]
    public async Task Loses_no_update_of_state_that_is_changed_over_an_await()
    {
        var grain = Get(RuntimeCluster.NewKey());
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => grain.Increment()));
        Assert.Equal(101, await grain.Increment());
    }

    [Fact]
    public async Task Comes_back_to_the_grain_after_an_await() =>
        Assert.True(await Get(RuntimeCluster.NewKey()).ComesBackToTheGrain());

    [Fact]
    public async Task Does_not_wait_for_a_one_way_call()
    {
        var (grain, gate) = Plan(key => Get(key));
        await grain.Shout(gate);
        Assert.Equal(0, Gates.Counted(gate + " heard"));
        Gates.Open(gate);
        await Eventually.Holds(() => Gates.Counted(gate + " heard") == 1, "the one-way call ran");
    }

    private static (T Grain, string Gate) Plan<T>(Func<string, T> get) => (get(RuntimeCluster.NewKey()), RuntimeCluster.NewKey());

    private ITurnGrain Get(string key) => cluster.Grains.GetGrain<ITurnGrain>(key, Plain);
}

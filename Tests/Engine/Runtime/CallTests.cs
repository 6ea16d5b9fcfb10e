using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using OrleansMicro.Tests.Common;

namespace OrleansMicro.Tests.Engine.Runtime;

/// <summary>What calls carry, and how they end.</summary>
[Collection(RuntimeTests.Name)]
public sealed class CallTests(RuntimeCluster cluster)
{
    [Fact]
    public async Task Copies_arguments_so_that_the_grain_cannot_change_those_of_the_caller()
    {
        foreach (var factory in Factories())
        {
            var numbers = new List<int> { 7 };
            Assert.Equal(2, await factory.GetGrain<ICallGrain>(RuntimeCluster.NewKey()).Mutate(numbers));
            Assert.Equal([7], numbers);
        }
    }

    [Fact]
    public async Task Returns_value_tasks()
    {
        foreach (var factory in Factories())
        {
            var grain = factory.GetGrain<ICallGrain>(RuntimeCluster.NewKey());
            Assert.Equal(5, await grain.Value(5));
            await grain.Nothing();
        }
    }

    [Fact]
    public async Task Carries_context_to_the_grain_and_onwards_but_not_back()
    {
        var (first, second) = (RuntimeCluster.NewKey(), RuntimeCluster.NewKey());
        var grain = cluster.Grains.GetGrain<ICallGrain>(first);
        RequestContext.Set("who", "me");
        Assert.Equal("me", await grain.ContextValue("who"));
        Assert.Equal("me", await grain.ContextValueAt(second, "who"));
        await grain.SetContext("who", "you");
        Assert.Equal("me", RequestContext.Get("who"));
        RequestContext.Clear();
        Assert.Null(await grain.ContextValue("who"));
    }

    [Fact]
    public async Task Keeps_the_context_of_calls_that_wait_for_one_another_apart()
    {
        foreach (var factory in Factories())
        {
            var gate = RuntimeCluster.NewKey();
            var grain = factory.GetGrain<ICallGrain>(RuntimeCluster.NewKey());
            var first = grain.Wait(gate);
            RequestContext.Set("who", "me");
            var mine = grain.ContextValue("who");
            RequestContext.Clear();
            var nobodys = grain.ContextValue("who");
            Gates.Open(gate);

            await first;
            Assert.Equal("me", await mine);
            Assert.Null(await nobodys);
        }
    }

    [Fact]
    public async Task Times_out_and_frees_the_caller_but_lets_the_grain_finish()
    {
        var (key, gate) = (RuntimeCluster.NewKey(), RuntimeCluster.NewKey());
        var grain = cluster.Grains.GetGrain<ICallGrain>(key);
        var watch = Stopwatch.StartNew();
        await Assert.ThrowsAsync<TimeoutException>(() => grain.Wait(gate));
        Assert.InRange(watch.Elapsed, RuntimeCluster.ResponseTimeout - TimeSpan.FromSeconds(1), RuntimeCluster.ResponseTimeout * 5);
        Gates.Open(gate);
        Assert.Equal(key, await grain.Key());
    }

    [Fact]
    public async Task Obeys_the_timeout_of_the_method()
    {
        var grain = cluster.Grains.GetGrain<ICallGrain>(RuntimeCluster.NewKey());
        var gate = RuntimeCluster.NewKey();
        var watch = Stopwatch.StartNew();
        var error = await Assert.ThrowsAsync<TimeoutException>(() => grain.WaitShortly(gate));
        Assert.True(watch.Elapsed > TimeSpan.FromSeconds(0.4));
        Assert.Contains("00:00:00.5", error.Message, StringComparison.Ordinal);
        Gates.Open(gate);
    }

    [Fact]
    public async Task Cancels_the_grains_token_across_silos()
    {
        foreach (var factory in Factories())
        {
            var (first, second, gate) = (RuntimeCluster.NewKey(), RuntimeCluster.NewKey(), RuntimeCluster.NewKey());
            using var cancel = new CancellationTokenSource();
            var call = factory.GetGrain<ICallGrain>(first).WaitAt(second, gate, cancel.Token);
            await Eventually.Holds(() => Gates.Counted(gate) == 1, "the grain waits");
            await cancel.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
            await Eventually.Holds(() => Gates.Counted(gate + " cancelled") == 1, "the grain's token was cancelled");
        }
    }

    [Fact]
    public async Task Sends_nothing_when_the_token_is_cancelled_already()
    {
        var gate = RuntimeCluster.NewKey();
        var grain = cluster.Grains.GetGrain<ICallGrain>(RuntimeCluster.NewKey());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => grain.WaitForCancellation(gate, new CancellationToken(canceled: true)));
        await grain.Key();
        Assert.Equal(0, Gates.Counted(gate));
    }

    [Fact]
    public async Task Passes_references_that_can_be_called()
    {
        foreach (var factory in Factories())
        {
            var (first, second) = (RuntimeCluster.NewKey(), RuntimeCluster.NewKey());
            var reference = await factory.GetGrain<ICallGrain>(first).Self();
            Assert.Equal(first, await factory.GetGrain<ICallGrain>(second).NameOf(reference));
            Assert.Equal(factory.GetGrain<ICallGrain>(first), reference);
        }
    }

    [Fact]
    public async Task Finds_a_grain_by_type_and_by_id()
    {
        var key = RuntimeCluster.NewKey();
        var typed = (ICallGrain)cluster.Grains.GetGrain(typeof(ICallGrain), key);
        Assert.Equal(key, await typed.Key());
        Assert.Equal(key, await cluster.Grains.GetGrain<ICallGrain>(typed.GetGrainId()).Key());
        Assert.Equal(key, await cluster.Grains.GetGrain(typed.GetGrainId()).AsReference<ICallGrain>().Key());
        Assert.Equal(key, typed.GetPrimaryKeyString());
    }

    [Fact]
    public async Task Serves_a_stateless_worker_by_several_activations()
    {
        var gate = RuntimeCluster.NewKey();
        var factory = Factories()[1];
        var work = Enumerable.Range(0, 6).Select(_ => factory.GetGrain<IWorkerGrain>(0).Work(gate)).ToList();
        await Eventually.Holds(() => Gates.Counted(gate) == 3, "three workers work");
        Gates.Open(gate);
        Assert.Equal(3, (await Task.WhenAll(work)).Distinct().Count());
    }

    [Fact]
    public async Task Counts_hosts_and_activations()
    {
        var key = RuntimeCluster.NewKey();
        var grain = cluster.Grains.GetGrain<ICallGrain>(key);
        await grain.Key();
        var management = cluster.Grains.GetGrain<IManagementGrain>(0);
        var hosts = await management.GetHosts(onlyActive: true);
        Assert.Equal(2, hosts.Count);
        var statistics = await management.GetDetailedGrainStatistics();
        var found = Assert.Single(statistics, one => one.GrainId == grain.GetGrainId());
        Assert.Equal(found.SiloAddress, await management.GetActivationAddress(grain));
        Assert.Contains(await management.GetSimpleGrainStatistics(), one => one.GrainType.Contains(nameof(CallGrain), StringComparison.Ordinal));
        Assert.True(await management.GetTotalActivationCount() >= 1);
    }

    /// <summary>Outside of the cluster, and inside of a silo, from where about half of the calls stay in the silo.</summary>
    private IGrainFactory[] Factories() =>
        [cluster.Grains, cluster.Cluster.Silos[0].ServiceProvider.GetRequiredService<IGrainFactory>()];
}

/// <summary>Queues that are full.</summary>
public sealed class OverloadTests(OverloadTests.Fixture fixture) : IClassFixture<OverloadTests.Fixture>
{
    private const int Limit = 10;

    [Fact]
    public async Task Refuses_more_requests_than_the_limit_and_recovers()
    {
        var gate = RuntimeCluster.NewKey();
        var grain = fixture.Grains.GetGrain<ICallGrain>(RuntimeCluster.NewKey());
        var calls = Enumerable.Range(0, 3 * Limit).Select(_ => grain.Wait(gate)).ToList();
        await Eventually.Holds(() => calls.Count(call => call.IsFaulted) >= (2 * Limit) - 2, "requests are refused");
        Gates.Open(gate);
        foreach (var call in calls.Where(call => call.IsFaulted))
            await Assert.ThrowsAsync<LimitExceededException>(() => call);
        await Task.WhenAll(calls).ContinueWith(static _ => { }, TaskScheduler.Default);
        Assert.InRange(calls.Count(call => call.IsCompletedSuccessfully), Limit, Limit + 2);
        await grain.Key();
    }

    public sealed class Fixture : RuntimeCluster
    {
        protected override void Configure(ISiloBuilder silo) =>
            silo.Services.Configure<SiloMessagingOptions>(options => options.MaxEnqueuedRequestsHardLimit = Limit);
    }
}

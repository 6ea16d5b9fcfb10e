using Microsoft.Extensions.DependencyInjection;
using OrleansMicro.Tests.Common;

namespace OrleansMicro.Tests.Engine.Runtime;

/// <summary>How activations come and go.</summary>
[Collection(RuntimeTests.Name)]
public sealed class LifeTests(RuntimeCluster cluster)
{
    [Fact]
    public async Task Keeps_one_activation_between_calls()
    {
        var grain = cluster.Grains.GetGrain<ILifeGrain>(RuntimeCluster.NewKey());
        Assert.Equal(await grain.ActivationId(), await grain.ActivationId());
    }

    [Fact]
    public async Task Makes_a_new_activation_after_the_grain_asked_to_end()
    {
        var key = RuntimeCluster.NewKey();
        var grain = cluster.Grains.GetGrain<ILifeGrain>(key);
        var first = await grain.ActivationId();
        await grain.End();
        Assert.NotEqual(first, await grain.ActivationId());
        Assert.Equal(DeactivationReasonCode.ApplicationRequested, LifeLog.Reasons[key]);
    }

    [Fact]
    public async Task Sends_requests_that_wait_for_an_ending_activation_to_the_next()
    {
        var (key, gate) = (RuntimeCluster.NewKey(), RuntimeCluster.NewKey());
        var grain = cluster.Grains.GetGrain<ILifeGrain>(key);
        var first = await grain.ActivationId();
        var ending = grain.EndAfter(gate);
        await Eventually.Holds(() => Gates.Counted(gate) == 1, "the activation is ending");
        var waiting = Enumerable.Range(0, 5).Select(_ => grain.ActivationId()).ToList();
        Gates.Open(gate);
        await ending;
        var answers = await Task.WhenAll(waiting);
        Assert.Single(answers.Distinct());
        Assert.NotEqual(first, answers[0]);
    }

    [Theory]
    [InlineData("")]
    [InlineData(LifeLog.AtOnce)]
    public async Task Tells_callers_why_activation_failed_and_tries_again_with_the_next_call(string end)
    {
        var key = RuntimeCluster.NewKey() + end;
        LifeLog.FailuresLeft[key] = 2;
        var grain = cluster.Grains.GetGrain<IFailingGrain>(key);
        var error = await Assert.ThrowsAsync<ArithmeticException>(grain.Hello);
        Assert.Equal("Activation fails as it was told.", error.Message);
        await Assert.ThrowsAsync<ArithmeticException>(grain.Hello);
        Assert.Equal("hello", await grain.Hello());
    }

    [Fact]
    public async Task Delivers_the_exception_of_a_grain_with_its_type()
    {
        var grain = cluster.Grains.GetGrain<ILifeGrain>(RuntimeCluster.NewKey());
        var first = await grain.ActivationId();
        var error = await Assert.ThrowsAsync<ArithmeticException>(grain.Fail);
        Assert.Equal("The grain fails as it was told.", error.Message);
        Assert.Equal(first, await grain.ActivationId());
    }

    [Fact]
    public async Task Deactivates_with_the_silo()
    {
        var key = RuntimeCluster.NewKey();
        await using var own = new RuntimeClusterOfOne();
        await own.InitializeAsync();
        await own.Grains.GetGrain<ILifeGrain>(key).ActivationId();
        await own.Cluster.StopAllSilosAsync();
        Assert.Equal(DeactivationReasonCode.ShuttingDown, LifeLog.Reasons[key]);
    }

    [Fact]
    public async Task Finishes_what_waits_when_the_only_silo_stops()
    {
        var (key, gate) = (RuntimeCluster.NewKey(), RuntimeCluster.NewKey());
        await using var own = new RuntimeClusterOfOne();
        await own.InitializeAsync();
        var grains = own.Cluster.Silos[0].ServiceProvider.GetRequiredService<IGrainFactory>();
        var grain = grains.GetGrain<ITurnGrain>(key, "OrleansMicro.Tests.Engine.Runtime.Turn");
        var work = Enumerable.Range(0, 3).Select(_ => grain.Work(gate)).ToList();
        await Eventually.Holds(() => Gates.Counted(gate) == 1, "the first request is inside");
        var stop = own.Cluster.Silos[0].StopSiloAsync(stopGracefully: true);
        Gates.Open(gate);
        await work[0];
        await stop;
    }

    private sealed class RuntimeClusterOfOne : RuntimeCluster, IAsyncDisposable
    {
        protected override short Silos => 1;

        ValueTask IAsyncDisposable.DisposeAsync() => new(DisposeAsync());
    }
}

using Microsoft.Extensions.Time.Testing;
using OrleansMicro.Batches;
using OrleansMicro.Stock;
using OrleansMicro.Tests.Common;

namespace OrleansMicro.Tests.Batches;

/// <summary>What stocks of other silos may forget waits for more of it.</summary>
public sealed class ForgetQueueTests : IDisposable
{
    private readonly FakeSilos _silos = new(3);
    private readonly FakeTimeProvider _clock = new();
    private readonly ForgetQueue _queue;
    private Func<CancellationToken, Task> _stop = null!;

    public ForgetQueueTests()
    {
        _queue = new ForgetQueue(new BatchCalls(_silos.Grains, _silos), _clock);
        _queue.Participate(Stub.For<ISiloLifecycle>((_, arguments) =>
        {
            _stop = ((ILifecycleObserver)arguments[2]!).OnStop;
            return this;
        }));
    }

    public void Dispose() => _queue.Dispose();

    [Fact]
    public void Orders_wait_for_one_batch_per_silo()
    {
        var (one, two) = (_silos.KeysOf(1, 3), _silos.KeysOf(2, 2));
        _ = Add(one[0], two[0]);
        _clock.Advance(ForgetQueue.MaxWait / 2);
        _ = Add(one[1], two[1]);
        _ = Add(one[2]);
        Assert.Empty(_silos.Batches);

        _clock.Advance(ForgetQueue.MaxWait / 2);

        Assert.Equal(["1: 3", "2: 2"], _silos.Batches.Order());
        Assert.Empty(_silos.Direct);
    }

    [Fact]
    public void The_queue_works_again_after_a_batch()
    {
        var keys = _silos.KeysOf(1, 4);
        _ = Add(keys[0], keys[1]);
        _clock.Advance(ForgetQueue.MaxWait);
        _ = Add(keys[2], keys[3]);
        _clock.Advance(ForgetQueue.MaxWait);

        Assert.Equal(["1: 2", "1: 2"], _silos.Batches);
    }

    [Fact]
    public void A_stock_of_this_silo_need_not_wait()
    {
        _ = Add(_silos.KeysOf(0, 1)[0]);

        Assert.Equal(_silos.KeysOf(0, 1), _silos.Direct);
    }

    [Fact]
    public async Task An_order_learns_when_its_stocks_have_answered()
    {
        var (here, there) = (_silos.KeysOf(0, 1)[0], _silos.KeysOf(1, 2));
        var all = Add(here, there[0], there[1]);
        Assert.False(all.IsCompleted);

        _clock.Advance(ForgetQueue.MaxWait);

        await all;
    }

    [Fact]
    public async Task An_order_learns_that_a_batch_failed()
    {
        _silos.Dead = 1;
        var (lost, sent) = (Add(_silos.KeysOf(1, 2)), Add(_silos.KeysOf(0, 1)));
        _clock.Advance(ForgetQueue.MaxWait);

        await Assert.ThrowsAsync<SiloUnavailableException>(() => lost);
        await sent;
    }

    [Fact]
    public void A_single_silo_need_not_wait()
    {
        var single = new FakeSilos(1);
        using var queue = new ForgetQueue(new BatchCalls(single.Grains, single), _clock);
        _ = queue.Add([.. single.KeysOf(0, 3).Select(Item)]);

        Assert.Equal(3, single.Direct.Count);
    }

    [Fact]
    public void A_full_queue_does_not_wait()
    {
        _ = Add(_silos.KeysOf(1, Limits.MaxBatchSize));

        Assert.Equal([$"1: {Limits.MaxBatchSize}"], _silos.Batches);
    }

    [Fact]
    public async Task A_stop_sends_what_waits_and_ends_waiting()
    {
        var keys = _silos.KeysOf(1, 4);
        _ = Add(keys[0], keys[1]);

        await _stop(CancellationToken.None);
        Assert.Equal(["1: 2"], _silos.Batches);

        _ = Add(keys[2], keys[3]);
        Assert.Equal(["1: 2", "1: 2"], _silos.Batches);
    }

    private Task Add(params string[] keys) => _queue.Add([.. keys.Select(Item)]);

    private static BatchItem<EndOrder> Item(string key) => new(key, new EndOrder("order", 1, false));
}

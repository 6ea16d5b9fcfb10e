using OrleansMicro.Tests.Common;
using OrleansMicro.Tests.Engine.Runtime;

namespace OrleansMicro.Tests.Engine.Internals.Membership;

/// <summary>Silos that learn of changes at different times: grains move without a lost write and without two activations.</summary>
public sealed class SeparateViewsTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly SeparateViews _views = new();

    public Task InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public ValueTask DisposeAsync() => _views.DisposeAsync();

    [Fact]
    public async Task A_new_owner_waits_until_the_old_one_knows_that_it_is_the_owner_no_more()
    {
        var old = await _views.Start();
        old.Membership.IsDeaf = true;
        var joined = await _views.Start();
        var key = _views.KeyOwnedBy(joined);
        await old.Note(key).Add(1);
        Assert.NotNull(old.Runtime.FindActivation(old.Note(key).GetGrainId()));

        var call = joined.Note(key).Add(2);
        await old.Note(key).Add(3);
        Assert.False(call.IsCompleted);

        old.Membership.IsDeaf = false;
        await call;
        Assert.Equal([1, 3, 2], await joined.Note(key).Numbers());
        Assert.Null(old.Runtime.FindActivation(old.Note(key).GetGrainId()));
    }

    [Fact]
    public async Task A_new_owner_does_not_wait_for_a_silo_that_is_dead()
    {
        var old = await _views.Start();
        old.Membership.IsDeaf = true;
        var joined = await _views.Start();
        var call = joined.Note(_views.KeyOwnedBy(joined)).Add(1);
        await joined.Membership.Update(new SiloMember(old.Address, "old", SiloStatus.Dead, DateTime.UnixEpoch, 0));
        await call;
    }

    [Fact]
    public async Task A_call_that_a_silo_with_an_old_view_sends_astray_arrives()
    {
        var first = await _views.Start();
        var second = await _views.Start();
        first.Membership.IsDeaf = true;
        var third = await _views.Start();
        first.Membership.IsDeaf = false;

        // The first still sends it to the second, which knows better, and the third may know less than that.
        var key = _views.KeyOwnedBy(third);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => first.Note(key).Add(number)));
        await second.Note(key).Add(20);
        Assert.Equal(21, (await third.Note(key).Numbers()).Count);
    }

    [Fact]
    public async Task Runs_no_call_of_a_silo_that_was_declared_dead_and_does_not_know_it()
    {
        var living = await _views.Start();
        var dead = await _views.Start();
        var key = _views.KeyOwnedBy(living);
        await dead.Note(key).Add(1);
        dead.Membership.IsDeaf = true;
        await living.Membership.Update(new SiloMember(dead.Address, "dead", SiloStatus.Dead, DateTime.UnixEpoch, 0));

        await Assert.ThrowsAsync<OrleansMessageRejectionException>(() => dead.Note(key).Add(2));

        Assert.Equal([1], await living.Note(key).Numbers());
    }

    [Fact]
    public async Task Tells_a_new_owner_of_grains_that_a_later_view_gives_to_somebody_else()
    {
        var first = await _views.Start();
        var second = await _views.Start();
        var before = second.Runtime.View;
        var third = await _views.Start();
        var key = _views.KeyOwnedBy(third);
        while (RendezvousPlacement.OwnerOf(third.Note(key).GetGrainId(), before.Owners) != second.Address)
            key = _views.KeyOwnedBy(third);
        await first.Note(key).Add(1);

        var holdings = await third.Runtime.Adopt(before.Version, second.Address, before.Owners);

        Assert.Equal([third.Note(key).GetGrainId()], holdings.Grains);
    }

    [Fact]
    public async Task Agrees_to_no_view_of_the_same_or_a_lower_number_that_it_does_not_know()
    {
        var silo = await _views.Start();
        var view = silo.Runtime.View;
        var unknown = SiloAddress.New(System.Net.IPAddress.Loopback, 1, 1);

        await Assert.ThrowsAsync<OrleansMessageRejectionException>(() => silo.Runtime.Adopt(view.Version, unknown, [unknown, silo.Address]));
        await Assert.ThrowsAsync<OrleansMessageRejectionException>(() => silo.Runtime.Adopt(new(view.Version.Value - 1), unknown, [unknown, silo.Address]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task No_write_fails_or_is_lost_while_silos_come_and_go_and_news_take_their_time(int seed)
    {
        var random = new Random(seed);
        TimeSpan Delay()
        {
            lock (random)
                return TimeSpan.FromMilliseconds(random.Next(120));
        }

        var stays = await _views.Start(Delay);
        var leaves = await _views.Start(Delay);
        var keys = Enumerable.Range(0, 30).Select(_ => RuntimeCluster.NewKey()).ToArray();
        using var stop = new CancellationTokenSource();
        var written = 0;
        var writers = keys.Select(async key =>
        {
            var count = 0;
            while (!stop.IsCancellationRequested)
            {
                try
                {
                    await stays.Note(key).Add(count);
                    count++;
                    Interlocked.Increment(ref written);
                }
                catch (OrleansMessageRejectionException)
                {
                    // A silo was just leaving, or is thought to be there still: it was not done, or its answer was lost.
                    await Task.Delay(5);
                }
            }

            return count;
        }).ToArray();
        for (var round = 0; round < 3; round++)
        {
            var before = Volatile.Read(ref written);
            await Eventually.Holds(() => Volatile.Read(ref written) > before + 100, "writers write");
            var joined = await _views.Start(Delay);
            before = Volatile.Read(ref written);
            await Eventually.Holds(() => Volatile.Read(ref written) > before + 100, "writers write");
            await leaves.Host.StopAsync();
            leaves = joined;
        }

        await stop.CancelAsync();
        var counts = await Task.WhenAll(writers);
        for (var i = 0; i < keys.Length; i++)
        {
            var numbers = await stays.Note(keys[i]).Numbers();
            Assert.Equal(Enumerable.Range(0, counts[i]), numbers.Distinct());
            Assert.Equal(numbers.Order(), numbers);
        }
    }
}

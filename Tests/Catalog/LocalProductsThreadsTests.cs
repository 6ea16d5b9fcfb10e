using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OrleansMicro.Catalog;

namespace OrleansMicro.Tests.Catalog;

/// <summary>Threads that read a product while its activations write it and replace each other.</summary>
public sealed class LocalProductsThreadsTests : IDisposable
{
    private const string Key = "s1/p1";
    private const int Readers = 2;
    private const int Writes = 5_000;
    private const int WritesPerActivation = 100;

    private readonly VersionClock _clock = new();
    private readonly ProductRow _row = new();
    private readonly Barrier _start = new(Readers + 1);
    private long _answered;
    private CommittedState<ProductState>? _state;

    public void Dispose() => _start.Dispose();

    [Fact]
    public async Task No_read_shows_less_than_was_answered_before()
    {
        var freshness = new StateFreshness(_clock, Options.Create(new StateOptions()));
        var products = new LocalProducts(freshness);
        var readers = Enumerable.Range(0, Readers).Select(_ => Task.Factory.StartNew(
            () => Read(products), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToList();

        _start.SignalAndWait();
        for (var version = 1L; version <= Writes; version++)
        {
            if (version % WritesPerActivation == 1)
                Replace(products, freshness);
            _clock.Version = version;
            await _state!.Write(ProductRow.AtVersion(version));
            Volatile.Write(ref _answered, version);
        }

        await Task.WhenAll(readers);
        Assert.Equal(Writes, products.Find(Key)!.Version);
    }

    /// <summary>A new activation takes over. The earlier one notices later that it has ended.</summary>
    private void Replace(LocalProducts products, StateFreshness freshness)
    {
        var (earlier, later) = (_state, new CommittedState<ProductState>(_row.NewView(), freshness, static () => { }, NullLogger.Instance));
        products.Publish(Key, later);
        Volatile.Write(ref _state, later);
        if (earlier is not null)
            products.Withdraw(Key, earlier);
    }

    private void Read(LocalProducts products)
    {
        _start.SignalAndWait();
        for (var floor = 0L; floor < Writes;)
        {
            floor = Volatile.Read(ref _answered);
            if (products.Find(Key) is { } product)
            {
                Assert.True(product.Version >= floor, $"Version {product.Version} was shown after {floor} had been answered.");
                Assert.Equal(product.Version, product.Price.Minor);
            }
            else
            {
                Assert.True(floor == 0, $"No product was shown after {floor} had been answered.");
            }

            if (Volatile.Read(ref _state)?.Seen is { State.Product: { } seen } look)
                Assert.Equal(seen.Version, look.At);
        }
    }

    /// <summary>The time is the version that is written, so a state with the time of another one is noticed.</summary>
    private sealed class VersionClock : TimeProvider
    {
        public long Version { get; set; }

        public override long GetTimestamp() => Version;
    }
}

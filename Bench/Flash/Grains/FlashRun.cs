using OrleansMicro.Bench.Common;
using OrleansMicro.Bench.Load;
using OrleansMicro.Catalog;
using OrleansMicro.Sellers;
using OrleansMicro.Stock;

namespace OrleansMicro.Bench.Flash;

/// <summary>Sells one product by grain calls, without HTTP, carts and orders: what its stock grain can do.</summary>
/// <param name="Run">Goes into every identifier.</param>
/// <param name="Callers">Orders at once.</param>
/// <param name="ForgetAfter">How long an order goes on after its confirmation, until it has the product forget it.</param>
/// <param name="WarmUp">Not measured.</param>
/// <param name="Length">Measured.</param>
/// <param name="ServerPids">The server's processes, for their CPU time.</param>
internal sealed record FlashRun(
    string Run, int Callers, TimeSpan ForgetAfter, TimeSpan WarmUp, TimeSpan Length, IReadOnlyList<int> ServerPids)
{
    private const int Units = 100_000_000;

    public async Task<(FlashResult Result, Mismatches Mismatches)> Sell(IGrainFactory grains, Progress progress, CancellationToken stop)
    {
        var stock = await SetUp(grains, stop);
        var (tally, clock) = (new FlashTally(), new LoadClock(TimeProvider.System));
        var callers = Enumerable.Range(0, Callers).Select(i => new FlashCaller($"{Run}-{i}", stock, ForgetAfter, tally, clock));
        var meter = new LoadMeter(clock, WarmUp, Length, ServerPids);
        var usage = await meter.Measure([.. callers.Select(caller => (Func<Task>)caller.Run)], progress, stop);

        var level = (await stock.Get(Caller.System, stop))!;
        var mismatches = new Mismatches();
        mismatches.Expect("failed orders", 0, tally.Errors.Values.Sum());

        // A unit whose answer was lost may or may not be sold, so that the count is only exact without errors.
        if (tally.Errors.Count == 0)
        {
            mismatches.Expect("units sold", tally.Confirmed, level.Sold);
            mismatches.Expect("units still reserved", 0, level.Reserved);
        }

        mismatches.Expect("units on hand", Units - level.Sold, level.OnHand);
        return (Summarise(tally, usage, level), mismatches);
    }

    private async Task<IStockGrain> SetUp(IGrainFactory grains, CancellationToken stop)
    {
        var key = Ids.ProductKey(Run, "hot");
        Accept(await grains.GetGrain<ISellerGrain>(Run).Put(new PutSeller($"{Run}-seller", "Flash", null), Caller.System, stop));
        var price = new Money(1000, "EUR");
        var product = new PutProduct($"{Run}-product", "Hot", "", "", price, new Money(0, price.Currency));
        Accept(await grains.GetGrain<IProductGrain>(key).Put(product, Caller.System, stop));
        var stock = grains.GetGrain<IStockGrain>(key);
        Accept(await stock.Count(new CountStock($"{Run}-count", Units), Caller.System, stop));
        return stock;
    }

    private static void Accept<T>(Result<T> result)
    {
        if (!result.Accepted) throw new IOException($"The shop refuses to be set up: {result.Refusal.Code} {result.Refusal.Message}");
    }

    private FlashResult Summarise(FlashTally tally, LoadUsage usage, StockLevel level) => new(
        Math.Round(usage.Elapsed.TotalSeconds, 2),
        Callers,
        tally.Unit.Count,
        usage.PerSecond(tally.Unit.Count),
        Latency.From(tally.Unit),
        tally.Confirmed,
        level.Sold,
        level.OnHand,
        tally.Errors,
        ServerPids.Count == 0 ? null : LoadUsage.MillisecondsPer(tally.Unit.Count, usage.Server),
        ServerPids.Count == 0 ? null : usage.Percent(usage.Server),
        usage.Percent(usage.Client));
}

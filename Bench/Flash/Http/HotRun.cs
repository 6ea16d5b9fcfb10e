using OrleansMicro.Bench.Api;
using OrleansMicro.Bench.Common;
using OrleansMicro.Bench.Load;

namespace OrleansMicro.Bench.Flash;

/// <summary>
/// Purchases of one hot product against purchases spread over all others, over HTTP. Each turn measures three times: all buyers spread, all at the
/// hot product, and half of them each.
/// </summary>
/// <param name="Run">Goes into every identifier and key.</param>
/// <param name="Servers">The servers.</param>
/// <param name="Workers">Buyers at once.</param>
/// <param name="Turns">Turns, in alternating order.</param>
/// <param name="WarmUp">Before the first turn; not measured.</param>
/// <param name="Length">Of each of the three measurements of a turn.</param>
internal sealed record HotRun(string Run, IReadOnlyList<Uri> Servers, int Workers, int Turns, TimeSpan WarmUp, TimeSpan Length)
{
    private const int CustomersPerWorker = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public async Task<(HotResult Result, Mismatches Mismatches)> Sell(ApiClient api, Progress progress, CancellationToken stop)
    {
        var (shop, client) = (new LoadShop(Run), new ShopClient(api));
        await shop.SetUp(client, progress, stop);
        var buyers = new List<LoadWorker>();
        if (WarmUp > TimeSpan.Zero) await Measure(Half(Baskets.Spread, Baskets.Hot), WarmUp, TimeSpan.Zero);
        var turns = new List<HotTurn>();
        for (var turn = 0; turn < Turns; turn++)
        {
            // Each comes first as often as last, because a server changes while it runs.
            var forward = turn % 2 == 0;
            var first = await Measure(All(forward ? Baskets.Spread : Baskets.Hot), Pause, Length);
            var mixed = await Measure(Half(Baskets.Spread, Baskets.Hot), Pause, Length);
            var last = await Measure(All(forward ? Baskets.Hot : Baskets.Spread), Pause, Length);
            turns.Add(forward ? HotTurn.From(first, last, mixed) : HotTurn.From(last, first, mixed));
        }

        var (sold, reserved) = await shop.CountSold(client, progress, stop);
        var errors = LoadMeter.Sum(buyers.Select(buyer => buyer.Errors));
        var mismatches = new Mismatches();
        mismatches.Expect("failed requests", 0, errors.Values.Sum());

        // A purchase whose answer was lost may or may not have gone through, so that the count is only exact without errors.
        if (errors.Count == 0) mismatches.Expect("units sold", buyers.Sum(buyer => buyer.UnitsBought), sold);
        mismatches.Expect("units still reserved", 0, reserved);
        return (HotResult.From(turns, Workers, sold, errors), mismatches);

        async Task<HotRates> Measure(Func<int, Baskets> baskets, TimeSpan warmUp, TimeSpan length)
        {
            var clock = new LoadClock(TimeProvider.System);

            // Numbers go on: a customer whose key was used before would get the earlier order.
            var now = Enumerable.Range(0, Workers)
                .Select(i => new LoadWorker(buyers.Count + i, Servers, shop, baskets(i), CustomersPerWorker, clock)).ToList();
            buyers.AddRange(now);
            var usage = await new LoadMeter(clock, warmUp, length, []).Measure([.. now.Select(buyer => (Action)buyer.Run)], progress, stop);
            return HotRates.From(now, usage);
        }
    }

    private static Func<int, Baskets> All(Baskets baskets) => _ => baskets;

    /// <summary>The even workers buy one thing, the odd ones the other.</summary>
    private static Func<int, Baskets> Half(Baskets even, Baskets odd) => worker => worker % 2 == 0 ? even : odd;
}

using System.Collections.Concurrent;
using OrleansMicro.Bench.Api;
using OrleansMicro.Bench.Common;
using OrleansMicro.Bench.Replay.Checks;

namespace OrleansMicro.Bench.Replay;

/// <summary>A whole replay: import, check out, read back, reconcile.</summary>
/// <param name="Run">Goes into every identifier and key.</param>
/// <param name="Workers">Requests at once.</param>
/// <param name="Timeout">How long a failing request is repeated, and how long an order is waited for.</param>
internal sealed record ReplayRun(string Run, int Workers, TimeSpan Timeout)
{
    /// <summary>Seconds from when a checkout was sent until its order was seen in its end state, of every order that was made.</summary>
    public ConcurrentBag<double> EndAfter { get; } = [];

    public async Task<ReplayResult> Replay(ReplayPlan plan, ApiClient api, Progress progress, CancellationToken stop)
    {
        var began = TimeProvider.System.GetTimestamp();
        var shop = new ShopClient(api);
        var ids = new ReplayIds(Run);
        var mismatches = new Mismatches();

        await ReplayImport.Run(plan, shop, Workers, progress, stop);
        var checkout = new ReplayCheckout(shop, ids, Timeout, progress, mismatches, EndAfter);
        await checkout.Run(plan, Workers, stop);
        var observed = await ReadBack.Run(plan, shop, Workers, progress, stop);

        Reconcile(plan, observed, mismatches);
        mismatches.Explain(progress);
        var cost = ClientCost.From(api.Statistics, TimeProvider.System.GetElapsedTime(began), Spread.From(EndAfter));
        return ReplayResult.From(observed, plan.Tally, mismatches.Count, checkout.Resumed, cost);
    }

    /// <summary>Holds what the server says against the plan.</summary>
    public static void Reconcile(ReplayPlan plan, Observed observed, Mismatches mismatches)
    {
        OrderChecks.Run(plan, observed, mismatches);
        MoneyChecks.Run(observed.Orders.Values, mismatches);
        SellerChecks.Run(plan, observed, mismatches);
        StockChecks.Run(plan, observed, mismatches);
    }
}

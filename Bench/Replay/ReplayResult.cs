using OrleansMicro.Bench.Api;
using OrleansMicro.Bench.Common;

namespace OrleansMicro.Bench.Replay;

/// <summary>The final line of a replay. Everything up to <see cref="ReservedLeft"/> was read back from the server.</summary>
/// <param name="Orders">Paid orders.</param>
/// <param name="Lines">Their confirmed lines.</param>
/// <param name="Products">Products listed by the sellers.</param>
/// <param name="Units">Units of those lines.</param>
/// <param name="RevenueMinor">Totals of the paid orders.</param>
/// <param name="Payments">Captures in the acquirer's books.</param>
/// <param name="CapturedMinor">Money in the acquirer's books.</param>
/// <param name="OrdersNotPaid">Orders in any other state.</param>
/// <param name="StockLeft">Units on hand.</param>
/// <param name="ReservedLeft">Units still reserved.</param>
/// <param name="Mismatches">How much is not as it must be; 0: reconciled.</param>
/// <param name="File">What the file holds and what was left out.</param>
/// <param name="Resumed">Invoices that had their order already when this run began.</param>
/// <param name="Client">What the run took.</param>
internal sealed record ReplayResult(
    int Orders,
    int Lines,
    int Products,
    long Units,
    long RevenueMinor,
    int Payments,
    long CapturedMinor,
    int OrdersNotPaid,
    long StockLeft,
    long ReservedLeft,
    int Mismatches,
    Tally File,
    int Resumed,
    ClientCost Client)
{
    public static ReplayResult From(Observed observed, Tally file, int mismatches, int resumed, ClientCost client)
    {
        var orders = observed.Orders.Values.Select(read => read.Order).OfType<Order>().ToList();
        var paid = orders.Where(order => order.Status == Order.Paid).ToList();
        var lines = paid.SelectMany(order => order.Lines).Where(line => line.Status == "confirmed").ToList();
        var books = observed.Orders.Values.Select(read => read.Payment?.Acquirer).OfType<AcquirerBooks>().ToList();
        var stock = observed.Stock.Values.OfType<StockLevel>().ToList();
        return new ReplayResult(
            paid.Count,
            lines.Count,
            observed.Sellers.Values.Sum(seller => seller.Products.Count),
            lines.Sum(line => (long)line.Quantity),
            paid.Sum(order => order.Total.Minor),
            books.Sum(book => book.Captures),
            books.Sum(book => book.CapturedMinor),
            orders.Count - paid.Count,
            stock.Sum(level => level.OnHand),
            stock.Sum(level => level.Reserved),
            mismatches,
            file,
            resumed,
            client);
    }
}

/// <summary>What a run took.</summary>
/// <param name="Seconds">Wall-clock, reading back included.</param>
/// <param name="Requests">HTTP requests, repeats included.</param>
/// <param name="Retries">Repeats: the server was away, busy or still at it.</param>
/// <param name="ServerErrors">Answers 500.</param>
/// <param name="EndAfter">How long after its checkout was sent each order of this run was seen in its end state; null if it made none.</param>
internal sealed record ClientCost(double Seconds, long Requests, long Retries, long ServerErrors, Spread? EndAfter)
{
    public static ClientCost From(ApiStatistics statistics, TimeSpan elapsed, Spread? endAfter) =>
        new(Math.Round(elapsed.TotalSeconds, 1), statistics.Requests, statistics.Retries, statistics.ServerErrors, endAfter);
}

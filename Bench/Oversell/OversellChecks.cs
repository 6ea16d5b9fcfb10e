using OrleansMicro.Bench.Api;
using OrleansMicro.Bench.Common;
using OrleansMicro.Bench.Replay;
using OrleansMicro.Bench.Replay.Checks;

namespace OrleansMicro.Bench.Oversell;

/// <summary>What must hold after a rush, whatever the payment provider did: it may decline, time out or answer twice.</summary>
internal static class OversellChecks
{
    public static OversellResult Run(
        int stock, int buyers, IReadOnlyList<ObservedOrder> read, StockLevel? level, ClientCost cost, Mismatches mismatches)
    {
        var orders = read.Select(seen => seen.Order).OfType<Order>().ToList();
        var paid = orders.Where(order => order.Status == Order.Paid).ToList();
        var rejected = orders.Where(order => order.Status == Order.Rejected).ToList();
        var result = new OversellResult(
            buyers,
            stock,
            paid.Count,
            rejected.Count,
            rejected.GroupBy(order => order.ReasonCode ?? "none").ToDictionary(group => group.Key, group => group.Count()),
            orders.Count(order => !order.Ended),
            level?.OnHand ?? 0,
            level?.Reserved ?? 0,
            paid.Sum(order => order.Total.Minor),
            read.Sum(seen => seen.Payment?.Acquirer.Captures ?? 0),
            read.Sum(seen => seen.Payment?.Acquirer.CapturedMinor ?? 0),
            0,
            cost);

        MoneyChecks.Run(read, mismatches);
        mismatches.Expect("distinct orders", buyers, orders.Select(order => order.OrderId).Distinct().Count());
        mismatches.Expect("paid and rejected orders", buyers, result.Paid + result.Rejected);
        mismatches.Expect("orders in no end state", 0, result.Unfinished);
        mismatches.Expect("paid orders and stock left", stock, result.Paid + result.StockLeft);
        mismatches.Expect("units still reserved", 0, result.ReservedLeft);
        mismatches.Expect("captures", result.Paid, result.Captures);
        mismatches.Expect("money captured", result.PaidMinor, result.CapturedMinor);
        foreach (var seen in read) CheckPackage(seen, mismatches);
        // A declined buyer may have held a unit while others were refused; without one, every unit finds its buyer.
        if (!result.RejectedBy.ContainsKey("payment-declined")) mismatches.Expect("paid orders", Math.Min(stock, buyers), result.Paid);
        return result with { Mismatches = mismatches.Count };
    }

    private static void CheckPackage(ObservedOrder seen, Mismatches mismatches)
    {
        if (seen.Order is not { } order) return;
        mismatches.Expect(
            $"packages of {order.Status} order {order.OrderId}", order.Status == Order.Paid ? 1 : 0, seen.Shipment?.Packages.Count ?? 0);
    }
}

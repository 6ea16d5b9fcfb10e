using OrleansMicro.Bench.Api;
using OrleansMicro.Bench.Common;

namespace OrleansMicro.Bench.Replay.Checks;

/// <summary>A paid order's money was taken once and exactly, by our books and by the acquirer's; any other order's was not.</summary>
internal static class MoneyChecks
{
    public static void Run(IEnumerable<ObservedOrder> orders, Mismatches mismatches)
    {
        foreach (var observed in orders)
        {
            if (observed.Order is not { } order) continue;
            if (observed.Payment is { } payment) Check(order, payment, mismatches);
            else if (order.Status == Order.Paid) mismatches.Add($"paid order {order.OrderId} has no payment");
        }
    }

    private static void Check(Order order, OrderPayment read, Mismatches mismatches)
    {
        var what = $"{order.Status} order {order.OrderId}";
        var paid = order.Status == Order.Paid;
        var total = paid ? order.Total.Minor : 0;
        mismatches.Expect($"{what}, captured by the order", total, order.Captured.Minor);
        mismatches.Expect($"{what}, captured by the payment", total, read.Payment?.Captured.Minor ?? 0);
        mismatches.Expect($"{what}, captured by the acquirer", total, read.Acquirer.CapturedMinor);
        mismatches.Expect($"{what}, captures", paid ? 1 : 0, read.Acquirer.Captures);
        mismatches.Expect($"{what}, refunded by the acquirer", 0, read.Acquirer.RefundedMinor);
        if (paid) mismatches.Expect($"{what}, authorisations and voids", (1, 0), (read.Acquirer.Authorisations, read.Acquirer.Voids));
        else mismatches.Expect($"{what}, money held", 0, read.Acquirer.Authorisations - read.Acquirer.Voids);
    }
}

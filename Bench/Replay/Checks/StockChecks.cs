using OrleansMicro.Bench.Common;

namespace OrleansMicro.Bench.Replay.Checks;

/// <summary>Every product was stocked with what the invoices need and is sold out: nothing left, nothing reserved, nothing written off.</summary>
internal static class StockChecks
{
    public static void Run(ReplayPlan plan, Observed observed, Mismatches mismatches)
    {
        foreach (var product in plan.Products)
        {
            if (observed.Stock[product.ProductId] is not { } level)
            {
                mismatches.Add($"product {product.ProductId} was never stocked");
                continue;
            }

            mismatches.Expect(
                $"stock of {product.ProductId} (received, sold, on hand, reserved, written off)",
                (product.Units, product.Units, 0, 0, 0),
                (level.Received, level.Sold, level.OnHand, level.Reserved, level.WrittenOff));
        }
    }
}

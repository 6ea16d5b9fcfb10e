using OrleansMicro.Orders;
using OrleansMicro.Simulation.Clients;
using OrleansMicro.Stock;

namespace OrleansMicro.Simulation.Checks;

/// <summary>The books of every product are right (promises 1, 2 and 4).</summary>
internal sealed class StockChecks(IGrainFactory grains, Broken broken)
{
    public async Task Check(Model model, List<Order> orders)
    {
        foreach (var product in model.Products.Values)
        {
            var level = (await grains.GetGrain<IStockGrain>(product.Key).Get(Caller.Operator))!;
            broken.Check(1, level.Reserved >= 0 && level.OnHand >= level.Reserved, () => $"stock {level}");
            broken.Check(2, level.Received == level.OnHand + level.Sold + level.WrittenOff, () => $"stock {level}");
            broken.Check(4, level.Reserved == 0, () => $"{level.Reserved} units of {product.Key} are reserved, and no order is in flight.");
            var sold = orders.Where(static order => order.Status == OrderStatus.Paid).SelectMany(static order => order.Lines)
                .Where(line => line.Status != OrderLineStatus.Refused && Ids.ProductKey(line.SellerId, line.ProductId) == product.Key)
                .Sum(static line => (long)line.Quantity);
            broken.Check(2, level.Sold == sold, () => $"paid orders have {sold} units of {product.Key}, and {level.Sold} were sold.");
            CheckReceived(product, level);
        }
    }

    /// <summary>Received and written-off units are the accepted ones, plus any part of the changes with unknown outcome.</summary>
    private void CheckReceived(ProductKnowledge product, StockLevel level)
    {
        var received = SumsOf(product.Unknown.Where(static delta => delta > 0), product.Received);
        var writtenOff = SumsOf(product.Unknown.Where(static delta => delta < 0).Select(static delta => -delta), product.WrittenOff);
        broken.Check(6, received.Contains(level.Received), () =>
            $"{product.Key} has received {level.Received}; accepted are {product.Received}, unknown {string.Join(", ", product.Unknown)}.");
        broken.Check(6, writtenOff.Contains(level.WrittenOff), () =>
            $"{product.Key} has {level.WrittenOff} written off; accepted are {product.WrittenOff}, unknown {string.Join(", ", product.Unknown)}.");
    }

    private static HashSet<long> SumsOf(IEnumerable<int> maybe, long certain)
    {
        var sums = new HashSet<long> { certain };
        foreach (var delta in maybe)
            sums.UnionWith(sums.Select(sum => sum + delta).ToList());
        return sums;
    }
}

using OrleansMicro.Simulation.Clients;
using OrleansMicro.Orders;
using OrleansMicro.Stock;

namespace OrleansMicro.Simulation.Checks;

/// <summary>Every unit is where it must be (promises 1, 2 and 4).</summary>
internal sealed class StockChecks(IGrainFactory grains, Broken broken)
{
    public async Task Check(Model model, List<Order> orders)
    {
        foreach (var product in model.Products.Values)
        {
            var level = (await grains.GetGrain<IStockGrain>(product.Key).Get())!;
            broken.Check(1, level.Reserved >= 0 && level.OnHand >= level.Reserved, () => $"stock {level}");
            broken.Check(2, level.Received == level.OnHand + level.Sold + level.WrittenOff, () => $"stock {level}");
            broken.Check(4, level.Reserved == 0, () => $"nothing is in flight, and {level.Reserved} units of {product.Key} are reserved.");
            var sold = orders.Where(static order => order.Status == OrderStatus.Paid).SelectMany(static order => order.Lines)
                .Where(line => line.Status != OrderLineStatus.Refused && Ids.ProductKey(line.SellerId, line.ProductId) == product.Key)
                .Sum(static line => (long)line.Quantity);
            broken.Check(2, level.Sold == sold, () => $"paid orders have {sold} units of {product.Key}, and {level.Sold} were sold.");
            CheckReceived(product, level);
        }
    }

    /// <summary>What was received and written off is what was accepted, and of what nobody knows any part.</summary>
    private void CheckReceived(ProductKnowledge product, StockLevel level)
    {
        var received = SumsOf(product.Unknown.Where(static delta => delta > 0), product.Received);
        var writtenOff = SumsOf(product.Unknown.Where(static delta => delta < 0).Select(static delta => -delta), product.WrittenOff);
        broken.Check(6, received.Contains(level.Received), () =>
            $"{product.Key} was told to have received {product.Received} ({string.Join(", ", product.Unknown)} unknown), and has received {level.Received}.");
        broken.Check(6, writtenOff.Contains(level.WrittenOff), () =>
            $"of {product.Key} {product.WrittenOff} were told to be written off ({string.Join(", ", product.Unknown)} unknown), and {level.WrittenOff} are.");
    }

    private static HashSet<long> SumsOf(IEnumerable<int> maybe, long certain)
    {
        var sums = new HashSet<long> { certain };
        foreach (var delta in maybe)
            sums.UnionWith(sums.Select(sum => sum + delta).ToList());
        return sums;
    }
}

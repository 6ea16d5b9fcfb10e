using OrleansMicro.Bench.Api;
using OrleansMicro.Bench.Common;

namespace OrleansMicro.Bench.Replay.Checks;

/// <summary>Each seller's dashboard, order list, packages and product list equal a recount from the orders and the plan.</summary>
internal static class SellerChecks
{
    public static void Run(ReplayPlan plan, Observed observed, Mismatches mismatches)
    {
        var recount = Recount(observed.Orders.Values.Select(read => read.Order).OfType<Order>());
        var products = plan.Products.ToLookup(product => product.SellerId);
        foreach (var (seller, read) in observed.Sellers)
        {
            var expected = recount.GetValueOrDefault(seller, []);
            CheckDashboard(seller, read.Dashboard, expected, mismatches);
            CheckEntries(seller, read.Entries, expected, mismatches);
            CheckProducts(seller, read.Products, products[seller].ToDictionary(product => product.ProductId), mismatches);
        }

        foreach (var read in observed.Orders.Values) CheckPackages(read, mismatches);
    }

    // What each seller has in each paid order, by order id.
    private static Dictionary<string, Dictionary<string, Part>> Recount(IEnumerable<Order> orders)
    {
        var sellers = new Dictionary<string, Dictionary<string, Part>>();
        foreach (var order in orders.Where(order => order.Status == Order.Paid))
        {
            foreach (var part in order.Lines.Where(line => line.Status == "confirmed").GroupBy(line => line.SellerId))
            {
                if (!sellers.TryGetValue(part.Key, out var parts)) sellers.Add(part.Key, parts = []);
                parts[order.OrderId] = new Part(part.Sum(line => (long)line.Quantity), part.Sum(Amount));
            }
        }

        return sellers;
    }

    private static long Amount(OrderLine line) => (line.UnitPrice.Minor + line.Freight.Minor) * line.Quantity;

    private static void CheckDashboard(string seller, Dashboard? dashboard, Dictionary<string, Part> expected, Mismatches mismatches)
    {
        if (dashboard is null)
        {
            mismatches.Add($"seller {seller} has no dashboard");
            return;
        }

        var totals = dashboard.Totals.Where(total => total.Orders > 0).ToList();
        mismatches.Expect($"dashboard of {seller}, orders", expected.Count, dashboard.Orders);
        mismatches.Expect($"dashboard of {seller}, open orders", expected.Count, dashboard.OpenOrders);
        mismatches.Expect($"dashboard of {seller}, orders in totals", expected.Count, totals.Sum(total => total.Orders));
        mismatches.Expect($"dashboard of {seller}, units", expected.Values.Sum(part => part.Units), totals.Sum(total => total.Units));
        mismatches.Expect(
            $"dashboard of {seller}, money", expected.Values.Sum(part => part.AmountMinor), totals.Sum(total => total.Amount.Minor));
    }

    private static void CheckEntries(string seller, List<LedgerEntry> entries, Dictionary<string, Part> expected, Mismatches mismatches)
    {
        mismatches.Expect($"order list of {seller}, entries", expected.Count, entries.Count);
        var listed = entries.ToLookup(entry => entry.OrderId);
        foreach (var (order, part) in expected)
        {
            var found = listed[order].Select(entry => new Part(entry.Units, entry.Amount.Minor)).ToList();
            if (found is not [var only]) mismatches.Add($"order list of {seller} has order {order} {found.Count} times");
            else mismatches.Expect($"order list of {seller}, order {order}", part, only);
        }
    }

    private static void CheckProducts(string seller, List<Product> products, Dictionary<string, PlannedProduct> planned, Mismatches mismatches)
    {
        mismatches.Expect($"products of {seller}", planned.Count, products.Count);
        var listed = products.ToLookup(product => product.ProductId);
        foreach (var product in planned.Values)
        {
            var found = listed[product.ProductId].ToList();
            if (found is not [var only]) mismatches.Add($"product list of {seller} has {product.ProductId} {found.Count} times");
            else mismatches.Expect($"price of {product.ProductId}", (product.PriceMinor, true), (only.Price.Minor, only.Active));
        }
    }

    private static void CheckPackages(ObservedOrder read, Mismatches mismatches)
    {
        if (read.Order is not { Status: Order.Paid } order) return;
        var expected = order.Lines.GroupBy(line => line.SellerId).ToDictionary(part => part.Key, part => part.Sum(line => line.Quantity));
        var packages = (read.Shipment?.Packages ?? []).ToLookup(package => package.SellerId);
        mismatches.Expect($"packages of order {order.OrderId}", expected.Count, read.Shipment?.Packages.Count ?? 0);
        foreach (var (seller, units) in expected)
        {
            var packed = packages[seller].Sum(package => package.Lines.Sum(line => line.Quantity));
            mismatches.Expect($"units in {seller}'s package of order {order.OrderId}", units, packed);
        }
    }

    private readonly record struct Part(long Units, long AmountMinor);
}

namespace OrleansMicro.Bench.Replay;

/// <summary>Makes a plan of the lines of a file. Pure: the same lines and run always give the same plan.</summary>
internal static class ReplayPlanner
{
    /// <param name="lines">The file.</param>
    /// <param name="run">Goes into every identifier.</param>
    /// <param name="limitInvoices">Only so many ordinary invoices, from the top of the file; null: all.</param>
    public static ReplayPlan Plan(IReadOnlyList<RetailLine> lines, string run, int? limitInvoices = null)
    {
        var ids = new ReplayIds(run);
        var sales = lines.Where(line => line.IsSale).GroupBy(line => line.InvoiceNo).Take(limitInvoices ?? int.MaxValue).ToList();
        var invoices = sales.Select(invoice => PlanInvoice(ids, invoice.Key, [.. invoice])).ToList();
        var products = PlanProducts(ids, sales.SelectMany(invoice => invoice));
        var guests = sales.Where(invoice => invoice.First().IsGuest).Select(invoice => ids.Guest(invoice.Key)).ToHashSet();
        var customers = invoices
            .GroupBy(invoice => invoice.CustomerId)
            .Select(group => PlanCustomer(group.Key, guests.Contains(group.Key), [.. group]))
            .ToList();
        var sellers = products.Select(product => product.SellerId).Distinct().Order(StringComparer.Ordinal).ToList();
        return new ReplayPlan(sellers, products, customers, Count(lines, sales.Sum(invoice => invoice.Count()), guests.Count));
    }

    private static PlannedInvoice PlanInvoice(ReplayIds ids, string invoiceNo, List<RetailLine> lines) => new(
        invoiceNo,
        lines[0].IsGuest ? ids.Guest(invoiceNo) : ids.Customer(lines[0].CustomerId),
        lines[0].Country,
        [.. lines
            .GroupBy(line => (line.StockCode, line.UnitPriceMinor))
            .Select(same => new PlannedLine(
                ids.Seller(same.Key.StockCode),
                ids.Product(same.Key.StockCode, same.Key.UnitPriceMinor),
                same.Sum(line => line.Quantity),
                same.Key.UnitPriceMinor))]);

    private static List<PlannedProduct> PlanProducts(ReplayIds ids, IEnumerable<RetailLine> sales) =>
    [
        .. sales
            .GroupBy(line => (line.StockCode, line.UnitPriceMinor))
            .Select(same => new PlannedProduct(
                ids.Seller(same.Key.StockCode),
                ids.Product(same.Key.StockCode, same.Key.UnitPriceMinor),
                same.Select(line => line.Description).FirstOrDefault(text => text.Length > 0) ?? same.Key.StockCode,
                same.Key.StockCode,
                same.Key.UnitPriceMinor,
                same.Sum(line => line.Quantity))),
    ];

    private static PlannedCustomer PlanCustomer(string customerId, bool guest, List<PlannedInvoice> invoices) =>
        new(customerId, guest ? "Guest" : $"Customer {customerId}", invoices[0].Country, guest, invoices);

    private static Tally Count(IReadOnlyList<RetailLine> lines, int saleLines, int guestInvoices) => new(
        lines.Count,
        saleLines,
        lines.Count - saleLines,
        lines.Where(line => line.IsCancellation).Select(line => line.InvoiceNo).Distinct().Count(),
        lines.Count(line => line.IsCancellation),
        lines.Count(line => !line.IsCancellation && line.Quantity <= 0),
        lines.Count(line => line.UnitPriceMinor == 0),
        guestInvoices,
        lines.Count(line => line.IsGuest));
}

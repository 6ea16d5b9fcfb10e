namespace OrleansMicro.Bench.Replay;

/// <summary>What a replay is going to do, and so what the server must hold afterwards.</summary>
/// <param name="Sellers">All sellers that sell something.</param>
/// <param name="Products">One per stock code and price.</param>
/// <param name="Customers">In the order of their first invoice.</param>
/// <param name="Tally">What the file holds and what of it is left out.</param>
internal sealed record ReplayPlan(
    IReadOnlyList<string> Sellers, IReadOnlyList<PlannedProduct> Products, IReadOnlyList<PlannedCustomer> Customers, Tally Tally)
{
    public const string Currency = "GBP";

    public IEnumerable<PlannedInvoice> Invoices => Customers.SelectMany(customer => customer.Invoices);
}

/// <summary>A product to import, with exactly the units in stock that all invoices together need.</summary>
internal sealed record PlannedProduct(string SellerId, string ProductId, string Name, string Category, long PriceMinor, int Units);

/// <summary>Somebody who orders; the invoices of one customer go one after the other.</summary>
internal sealed record PlannedCustomer(string CustomerId, string Name, string Country, bool IsGuest, IReadOnlyList<PlannedInvoice> Invoices);

/// <summary>An invoice that becomes one cart and one checkout.</summary>
internal sealed record PlannedInvoice(string InvoiceNo, string CustomerId, string Country, IReadOnlyList<PlannedLine> Lines)
{
    public long TotalMinor => Lines.Sum(line => line.PriceMinor * line.Quantity);
}

/// <summary>All lines of an invoice that name the same product.</summary>
internal sealed record PlannedLine(string SellerId, string ProductId, int Quantity, long PriceMinor);

/// <summary>What is in the file. Nothing is dropped silently: lines = sales + skipped.</summary>
/// <param name="Lines">All lines.</param>
/// <param name="SaleLines">Lines that are replayed, before lines of one product are added up.</param>
/// <param name="SkippedLines">Lines that are not replayed.</param>
/// <param name="CancelledInvoices">Invoices that start with <c>C</c>.</param>
/// <param name="CancelledLines">Their lines.</param>
/// <param name="WriteOffLines">Lines of ordinary invoices with a quantity of zero or less.</param>
/// <param name="ZeroPriceLines">Lines with a price of zero, write-offs among them.</param>
/// <param name="GuestInvoices">Replayed invoices without a customer.</param>
/// <param name="GuestLines">All lines without a customer.</param>
internal sealed record Tally(
    int Lines,
    int SaleLines,
    int SkippedLines,
    int CancelledInvoices,
    int CancelledLines,
    int WriteOffLines,
    int ZeroPriceLines,
    int GuestInvoices,
    int GuestLines);

using OrleansMicro.Bench.Api;

namespace OrleansMicro.Bench.Replay;

/// <summary>
/// The address that a replayed invoice is sent to. It holds the invoice's number, so that the API alone identifies an order: that is how
/// a resumed run finds what is already done.
/// </summary>
internal static class InvoiceAddress
{
    public static string Line(string invoiceNo) => $"Invoice {invoiceNo}";

    public static ApiAddress For(PlannedCustomer customer, PlannedInvoice invoice) =>
        new(customer.Name, Line(invoice.InvoiceNo), "Unknown", RetailCountries.CodeOf(invoice.Country));
}

using OrleansMicro.Bench.Api;
using OrleansMicro.Bench.Common;

namespace OrleansMicro.Bench.Replay.Checks;

/// <summary>Each invoice is one paid order, the same in the customer's list and when it is read, and no order is without an invoice.</summary>
internal static class OrderChecks
{
    public static void Run(ReplayPlan plan, Observed observed, Mismatches mismatches)
    {
        foreach (var customer in plan.Customers)
        {
            var orders = observed.Customers[customer.CustomerId];
            var byInvoice = orders.ToLookup(order => order.ShipTo.Line1);
            foreach (var invoice in customer.Invoices)
            {
                var made = byInvoice[InvoiceAddress.Line(invoice.InvoiceNo)].ToList();
                mismatches.Expect($"orders of invoice {invoice.InvoiceNo}", 1, made.Count);
                foreach (var order in made) CheckOrder(invoice, order, observed.Orders[order.OrderId].Order, mismatches);
            }

            var planned = customer.Invoices.Select(invoice => InvoiceAddress.Line(invoice.InvoiceNo)).ToHashSet();
            foreach (var extra in orders.Where(order => !planned.Contains(order.ShipTo.Line1)))
                mismatches.Add($"order {extra.OrderId} of {customer.CustomerId} has no invoice: {extra.ShipTo.Line1}");
        }
    }

    private static void CheckOrder(PlannedInvoice invoice, Order listed, Order? byId, Mismatches mismatches)
    {
        var what = $"invoice {invoice.InvoiceNo}, order {listed.OrderId}";
        if (byId is null)
        {
            mismatches.Add($"{what} is listed but not found by its id");
            return;
        }

        mismatches.Expect($"{what}, status and total in list and by id", (byId.Status, byId.Total), (listed.Status, listed.Total));
        if (!byId.Lines.SequenceEqual(listed.Lines)) mismatches.Add($"{what}: other lines in the list than by id");
        mismatches.Expect($"{what}, customer", invoice.CustomerId, byId.CustomerId);
        mismatches.Expect($"{what}, status {Reason(byId)}", Order.Paid, byId.Status);
        mismatches.Expect($"{what}, in flight", false, byId.InFlight);
        mismatches.Expect($"{what}, total", new ApiMoney(invoice.TotalMinor, ReplayPlan.Currency), byId.Total);
        mismatches.Expect($"{what}, captured", invoice.TotalMinor, byId.Captured.Minor);
        mismatches.Expect($"{what}, refunded", 0, byId.Refunded.Minor);
        CheckLines(what, invoice, byId, mismatches);
    }

    private static void CheckLines(string what, PlannedInvoice invoice, Order order, Mismatches mismatches)
    {
        mismatches.Expect($"{what}, lines", invoice.Lines.Count, order.Lines.Count);
        var have = order.Lines.ToLookup(line => line.ProductId);
        foreach (var planned in invoice.Lines)
        {
            foreach (var line in have[planned.ProductId])
            {
                mismatches.Expect(
                    $"{what}, line {planned.ProductId}",
                    (planned.SellerId, planned.Quantity, planned.PriceMinor, "confirmed"),
                    (line.SellerId, line.Quantity, line.UnitPrice.Minor, line.Status));
            }

            mismatches.Expect($"{what}, lines of {planned.ProductId}", 1, have[planned.ProductId].Count());
        }
    }

    private static string Reason(Order order) => order.ReasonCode is null ? "" : $"({order.ReasonCode}: {order.Reason})";
}

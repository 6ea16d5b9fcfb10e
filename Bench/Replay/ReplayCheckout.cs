using System.Collections.Concurrent;
using OrleansMicro.Bench.Api;
using OrleansMicro.Bench.Common;

namespace OrleansMicro.Bench.Replay;

/// <summary>
/// Turns each invoice into a cart and a checkout, the invoices of a customer one after the other. What an earlier, interrupted run did is
/// found by the customer's orders; a half-filled cart of it is emptied.
/// </summary>
internal sealed class ReplayCheckout(
    ShopClient shop, ReplayIds ids, TimeSpan orderTimeout, Progress progress, Mismatches mismatches, ConcurrentBag<double> endAfter)
{
    private int _resumed;

    /// <summary>Invoices that had their order already.</summary>
    public int Resumed => _resumed;

    public async Task Run(ReplayPlan plan, int workers, CancellationToken stop)
    {
        progress.Begin("replay invoices", plan.Invoices.Count());
        await Parallelism.ForEach(plan.Customers, workers, ReplayCustomer, stop);
    }

    private async Task ReplayCustomer(PlannedCustomer customer, CancellationToken stop)
    {
        var made = (await shop.ListCustomerOrders(customer.CustomerId, stop))
            .ToLookup(order => order.ShipTo.Line1);
        foreach (var invoice in customer.Invoices)
        {
            try
            {
                if (made[InvoiceAddress.Line(invoice.InvoiceNo)].FirstOrDefault() is { } order)
                {
                    Interlocked.Increment(ref _resumed);
                    await shop.WaitForEnd(order, orderTimeout, TimeProvider.System, stop);
                }
                else
                {
                    await ReplayInvoice(customer, invoice, stop);
                }
            }
            catch (ApiException refused)
            {
                mismatches.Add($"invoice {invoice.InvoiceNo}: {refused.Message}");
            }

            progress.Advance();
        }
    }

    private async Task ReplayInvoice(PlannedCustomer customer, PlannedInvoice invoice, CancellationToken stop)
    {
        var cart = await shop.GetCart(customer.CustomerId, stop);
        if (cart.Lines.Count > 0) await shop.ClearCart(customer.CustomerId, stop);
        foreach (var line in invoice.Lines)
            await shop.PutLine(customer.CustomerId, line.SellerId, line.ProductId, line.Quantity, stop);

        var body = new CheckoutBody(
            "tok_ok", InvoiceAddress.For(customer, invoice), new ApiMoney(invoice.TotalMinor, ReplayPlan.Currency));
        var sent = TimeProvider.System.GetTimestamp();
        var order = await shop.Checkout(customer.CustomerId, ids.CheckoutKey(invoice.InvoiceNo), body, stop);
        await shop.WaitForEnd(order, orderTimeout, TimeProvider.System, stop);
        endAfter.Add(TimeProvider.System.GetElapsedTime(sent).TotalSeconds);
    }
}

using OrleansMicro.Catalog;
using OrleansMicro.Customers;
using OrleansMicro.Orders;
using OrleansMicro.Sellers;
using OrleansMicro.Shipments;
using OrleansMicro.Simulation.Clients;

namespace OrleansMicro.Simulation.Checks;

/// <summary>Lists, dashboards and prices agree with orders and sellers (promises 6, 8 and 9).</summary>
internal sealed class ListChecks(IGrainFactory grains, Broken broken)
{
    public async Task Check(Model model, List<Order> orders)
    {
        foreach (var customer in model.Customers)
            await CheckCustomer(customer, orders);
        foreach (var seller in model.Products.Values.Select(static product => product.SellerId).Distinct())
            await CheckSeller(seller, orders);
        foreach (var product in model.Products.Values.Where(static product => product.PriceIsKnown))
        {
            var found = await grains.GetGrain<IProductGrain>(product.Key).Get(Caller.Operator);
            broken.Check(6, found?.Price.Minor == product.PriceMinor,
                () => $"{product.Key} has the accepted price {product.PriceMinor} and shows {found?.Price}.");
        }
    }

    private async Task CheckCustomer(string customer, List<Order> orders)
    {
        var listed = new List<string>();
        long? cursor = null;
        do
        {
            var page = await grains.GetGrain<ICustomerGrain>(customer).ListOrders(cursor, Limits.MaxPageSize, Caller.Operator);
            listed.AddRange(page?.Items ?? []);
            cursor = page?.Next;
        }
        while (cursor is not null);
        var theirs = orders.Where(order => order.CustomerId == customer).Select(static order => order.OrderId);
        broken.Check(9, listed.Order(StringComparer.Ordinal).SequenceEqual(theirs.Order(StringComparer.Ordinal)), () =>
            $"customer {customer} has orders [{string.Join(", ", theirs)}], and the list shows [{string.Join(", ", listed)}].");
    }

    private async Task CheckSeller(string seller, List<Order> orders)
    {
        var counted = new SortedDictionary<LedgerStatus, (long Orders, long Units, long Minor)>();
        foreach (var order in orders.Where(static order => order.Status is OrderStatus.Paid or OrderStatus.Cancelled))
        {
            var shipment = await grains.GetGrain<IShipmentGrain>(order.OrderId).Get(Caller.Operator);
            foreach (var package in (shipment?.Packages ?? []).Where(package => package.SellerId == seller))
            {
                var status = ShipmentRules.ToLedgerStatus(package.Status);
                var sum = counted.GetValueOrDefault(status);
                counted[status] = (sum.Orders + 1, sum.Units + package.Lines.Sum(static line => (long)line.Quantity),
                    sum.Minor + package.Lines.Sum(static line => line.Amount.Minor));
            }
        }

        var dashboard = await grains.GetGrain<ISellerLedgerGrain>(seller).GetDashboard(Caller.Operator);
        var shown = new SortedDictionary<LedgerStatus, (long Orders, long Units, long Minor)>();
        foreach (var total in (dashboard?.Totals ?? []).Where(static total => total.Orders > 0))
        {
            var sum = shown.GetValueOrDefault(total.Status);
            shown[total.Status] = (sum.Orders + total.Orders, sum.Units + total.Units, sum.Minor + total.Amount.Minor);
        }

        broken.Check(8, counted.SequenceEqual(shown), () =>
            $"the dashboard of {seller} shows [{string.Join(", ", shown)}], and its orders come to [{string.Join(", ", counted)}].");
    }
}

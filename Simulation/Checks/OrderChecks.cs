using OrleansMicro.Orders;
using OrleansMicro.Shipments;
using OrleansMicro.Simulation.Clients;
using OrleansMicro.Simulation.Shop;

namespace OrleansMicro.Simulation.Checks;

/// <summary>Money, lines and packages of one order (promises 3 and 4), and its history (the part of promise 7 that exists).</summary>
internal sealed class OrderChecks(IGrainFactory grains, Acquirer acquirer, Broken broken)
{
    public async Task Check(Order order)
    {
        CheckMoney(order);
        CheckLines(order);
        CheckPackages(order, await grains.GetGrain<IShipmentGrain>(order.OrderId).Get(Caller.Operator));
        var history = await grains.GetGrain<IOrderGrain>(order.OrderId).GetHistory(Caller.Operator);
        for (var i = 0; i < history.Length; i++)
        {
            var number = i + 1;
            broken.Check(7, history[i].Sequence == number,
                () => $"event {number} of order {order.OrderId} has number {history[number - 1].Sequence}.");
        }
    }

    private void CheckMoney(Order order)
    {
        var books = acquirer.Books(order.OrderId);
        broken.Check(3, books.Captures <= 1, () => $"{books.Captures} captures for order {order.OrderId}.");
        broken.Check(3, books.CapturedMinor == 0 || books.CapturedMinor == order.Total.Minor, () =>
            $"{books.CapturedMinor} was captured for order {order.OrderId} with total {order.Total}.");
        broken.Check(3, books.RefundedMinor <= books.CapturedMinor,
            () => $"{books.RefundedMinor} of {books.CapturedMinor} was refunded for {order.OrderId}.");
        var kept = books.CapturedMinor - books.RefundedMinor;
        if (order.Status == OrderStatus.Paid)
            broken.Check(4, kept == order.Total.Minor, () => $"order {order.OrderId} is paid, and {kept} of {order.Total} was captured.");
        else if (!order.InFlight)
            broken.Check(4, kept == 0, () => $"order {order.OrderId} is {order.Status}, and {kept} was kept.");
        if (order.Status == OrderStatus.Rejected)
            broken.Check(4, books.Authorisations == 0 || books.Voids > 0 || books.Captures > 0,
                () => $"order {order.OrderId} is rejected, and its money is still held.");
    }

    private void CheckLines(Order order)
    {
        foreach (var line in order.Lines)
        {
            var holds = order.Status switch
            {
                OrderStatus.Paid => line.Status is OrderLineStatus.Confirmed or OrderLineStatus.Refused,
                OrderStatus.Rejected or OrderStatus.Cancelled => line.Status is OrderLineStatus.Released or OrderLineStatus.Refused,
                _ => true,
            };
            broken.Check(4, holds, () => $"order {order.OrderId} is {order.Status}, and its line {line.SellerId}/{line.ProductId} is {line.Status}.");
        }
    }

    private void CheckPackages(Order order, Shipment? shipment)
    {
        if (order.Status == OrderStatus.Rejected)
        {
            broken.Check(4, shipment is null, () => $"order {order.OrderId} is rejected, and has packages.");
            return;
        }

        if (order.InFlight)
            return;
        var expected = order.Lines.Where(line => line.Status != OrderLineStatus.Refused).GroupBy(line => line.SellerId)
            .Select(seller => Describe(seller.Key, seller.Select(line => $"{line.ProductId} x {line.Quantity}")))
            .Order(StringComparer.Ordinal).ToList();
        var packed = (shipment?.Packages ?? [])
            .Select(package => Describe(package.SellerId, package.Lines.Select(line => $"{line.ProductId} x {line.Quantity}")))
            .Order(StringComparer.Ordinal).ToList();
        broken.Check(4, expected.SequenceEqual(packed), () =>
            $"order {order.OrderId} needs packages [{string.Join("; ", expected)}] and has [{string.Join("; ", packed)}].");
        var cancelled = shipment?.Packages.Count(package => package.Status == PackageStatus.Cancelled) ?? 0;
        broken.Check(4, cancelled == (order.Status == OrderStatus.Cancelled ? packed.Count : 0), () =>
            $"order {order.OrderId} is {order.Status}, and {cancelled} of its {packed.Count} packages are cancelled.");
    }

    private static string Describe(string sellerId, IEnumerable<string> lines) =>
        $"{sellerId}: {string.Join(", ", lines.Order(StringComparer.Ordinal))}";
}

using OrleansMicro.Simulation.Clients;
using OrleansMicro.Orders;

namespace OrleansMicro.Simulation.Checks;

/// <summary>What a customer was told of an order is so (promise 6), and it has ended (promise 5).</summary>
internal sealed class ToldChecks(Broken broken)
{
    public void Check(CheckoutKnowledge checkout, Order? order)
    {
        if (order is null)
        {
            broken.Check(6, checkout.Order is null, () => $"order {checkout.OrderId} was accepted and is gone.");
            return;
        }

        broken.Check(6, checkout.Order is not null || checkout.IsUnsure, () => $"order {order.OrderId} was refused each time, and it is {order.Status}.");
        broken.Check(5, !order.InFlight, () => $"order {order.OrderId} is still {order.Status}.");
        broken.Check(9, order.CustomerId == checkout.Customer, () => $"order {order.OrderId} of {checkout.Customer} belongs to {order.CustomerId}.");
        if (checkout.CancelTold)
            broken.Check(6, order.Status == OrderStatus.Cancelled, () => $"order {order.OrderId} was told to be cancelled and is {order.Status}.");
        broken.Check(6, order.Status != OrderStatus.Cancelled || checkout.CancelAsked, () => $"order {order.OrderId} is cancelled, and nobody asked for it.");
        if (checkout.Order is not { } told)
            return;
        broken.Check(6, order.Version >= told.Version, () => $"order {order.OrderId} was at version {told.Version} and is at {order.Version}.");
        if (told.InFlight)
            return;
        var asTold = order.Status == told.Status || (told.Status == OrderStatus.Paid && checkout.CancelAsked && order.Status == OrderStatus.Cancelled);
        broken.Check(6, asTold, () => $"order {order.OrderId} was told to be {told.Status} and is {order.Status}.");
        broken.Check(6, order.Total == told.Total, () => $"order {order.OrderId} was told to cost {told.Total} and costs {order.Total}.");
    }
}

using OrleansMicro.Orders;
using OrleansMicro.Simulation.Clients;

namespace OrleansMicro.Simulation.Checks;

/// <summary>An order is as its customer was response (promise 6), and it has ended (promise 5).</summary>
internal sealed class ResponseChecks(Broken broken)
{
    public void Check(CheckoutKnowledge checkout, Order? order)
    {
        if (order is null)
        {
            broken.Check(6, checkout.Order is null, () => $"order {checkout.OrderId} was accepted and is gone.");
            return;
        }

        broken.Check(6, checkout.Order is not null || checkout.IsUnsure,
            () => $"order {order.OrderId} was refused at every attempt, and is {order.Status}.");
        broken.Check(5, !order.InFlight, () => $"order {order.OrderId} is still {order.Status}.");
        broken.Check(9, order.CustomerId == checkout.Customer, () => $"order {order.OrderId} of {checkout.Customer} belongs to {order.CustomerId}.");
        if (checkout.CancelAccepted)
            broken.Check(6, order.Status == OrderStatus.Cancelled, () => $"order {order.OrderId} was accepted as cancelled and is {order.Status}.");
        broken.Check(6, order.Status != OrderStatus.Cancelled || checkout.CancelAsked,
            () => $"order {order.OrderId} is cancelled without a request.");
        if (checkout.Order is not { } response)
            return;
        broken.Check(6, order.Version >= response.Version,
            () => $"order {order.OrderId} was at version {response.Version} and is at {order.Version}.");
        if (response.InFlight)
            return;
        var asAnswered = order.Status == response.Status
            || (response.Status == OrderStatus.Paid && checkout.CancelAsked && order.Status == OrderStatus.Cancelled);
        broken.Check(6, asAnswered, () => $"order {order.OrderId} was answered as {response.Status} and is {order.Status}.");
        broken.Check(6, order.Total == response.Total,
            () => $"order {order.OrderId} was answered with total {response.Total} and has {order.Total}.");
    }
}

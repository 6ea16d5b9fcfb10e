using OrleansMicro.Payments;
using OrleansMicro.Stock;

namespace OrleansMicro.Orders;

/// <content>The steps of a cancellation.</content>
internal sealed partial class CheckoutParticipants
{
    private async Task<CheckoutEvent> StopShipment(OrderState order)
    {
        var stopped = await Shipment(order).Cancel(order.CancelId!);
        if (stopped.Accepted)
            return new CheckoutEvent.ShipmentStopped();
        return stopped.Refusal.Code == RefusalCodes.WrongState
            ? new CheckoutEvent.ShipmentGone()
            : new CheckoutEvent.Unresolved(stopped.Refusal.Code, stopped.Refusal.Message);
    }

    private async Task<CheckoutEvent> GiveBack(OrderState order)
    {
        // The same name for every cancellation, so that two of them refund once.
        var refund = Payment(order).Refund(new RefundPayment("cancel", order.Captured));
        var returned = new List<Task<Result<StockLevel>>>(order.Lines.Length);
        foreach (var line in order.Lines)
        {
            if (!IsRefused(line))
                returned.Add(Stock(line).Return(new ReturnStock(ReturnId(order), order.OrderId, line.Quantity, order.Token, order.Contested)));
        }

        // Both are awaited even if one fails.
        var settled = Task.WhenAll(returned);
        await Task.WhenAll(refund, settled);
        var refusals = Array.ConvertAll(await settled, static result => result.Refusal);
        if (NotNow(refusals) is { } notNow)
            return notNow;
        if (Array.Find(refusals, static refusal => refusal is not null) is { } refused)
            return new CheckoutEvent.Unresolved(refused.Code, refused.Message);
        return Settled(await refund, new CheckoutEvent.Refunded(), final: false);
    }

    private static string ReturnId(OrderState order) => OrderRegistration.Create(order.OrderId, "cancel");
}

using OrleansMicro.Batches;
using OrleansMicro.Payments;
using OrleansMicro.Stock;

namespace OrleansMicro.Orders;

/// <content>The steps of a cancellation.</content>
internal sealed partial class CheckoutParticipants
{
    private CheckoutEvent StopShipment()
    {
        if (shipment.Cancel() is not { } refusal)
            return new CheckoutEvent.ShipmentStopped();
        return refusal.Code == RefusalCodes.WrongState
            ? new CheckoutEvent.ShipmentGone()
            : new CheckoutEvent.Unresolved(refusal.Code, refusal.Message);
    }

    private async Task<CheckoutEvent> GiveBack(OrderState order)
    {
        // The same name for every cancellation, so that two of them refund once.
        var refund = payment.Refund(new RefundPayment("cancel", order.Captured));
        var notified = shipment.NotifyLedgers();
        var id = ReturnId(order);
        var returned = calls.Batches.Send(
            Items(order.Lines.RemoveAll(IsRefused), line => new ReturnStock(id, order.OrderId, line.Quantity, order.Token, order.Contested)),
            BatchMethods.Return);

        // All are awaited even if one fails.
        var settled = Task.WhenAll(returned);
        await Task.WhenAll(refund, notified, settled);
        var refusals = Array.ConvertAll(await settled, static result => result.Refusal);
        if (NotNow(refusals) is { } notNow)
            return notNow;
        if (Array.Find(refusals, static refusal => refusal is not null) is { } refused)
            return new CheckoutEvent.Unresolved(refused.Code, refused.Message);
        return Settled(await refund, new CheckoutEvent.Refunded(), final: false);
    }

    private static string ReturnId(OrderState order) => OrderRegistration.Create(order.OrderId, "cancel");
}

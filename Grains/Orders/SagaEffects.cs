using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using OrleansMicro.Carts;
using OrleansMicro.Customers;
using OrleansMicro.Payments;
using OrleansMicro.Shipments;
using OrleansMicro.Stock;

namespace OrleansMicro.Orders;

/// <summary>
/// Carries out an order's step: asks the participants, all at once where they do not depend on one another, and says what it came to. Every
/// call may be a repeat. What a participant throws means that the step has to be tried again.
/// </summary>
internal sealed class SagaEffects(IGrainFactory grains, OrderOptions options, ILogger logger)
{
    /// <summary>Carries out the order's step.</summary>
    /// <param name="order">The order.</param>
    /// <param name="recheck">Whether an earlier attempt may have got through, so that the participants look for it.</param>
    public Task<SagaEvent> Run(OrderState order, bool recheck) => order.Step switch
    {
        OrderStep.Reserving => Reserve(order),
        OrderStep.Authorising => Authorise(order),
        OrderStep.Confirming => Confirm(order, recheck),
        OrderStep.Capturing => Capture(order),
        OrderStep.Finishing => Finish(order, recheck),
        OrderStep.Rejecting => Undo(order, recheck),
        OrderStep.Cancelling => StopShipment(order),
        OrderStep.Refunding => GiveBack(order),
        _ => throw new InvalidOperationException($"Order {order.OrderId} has nothing to do in step {order.Step}."),
    };

    /// <summary>Tells the stock that the ended order will not ask again.</summary>
    /// <param name="order">The order in its end state, as it is on disk.</param>
    /// <param name="fence">Whether commands with an older token may still be under way.</param>
    public void Forget(OrderState order, bool fence)
    {
        var id = order.Step == OrderStep.Cancelled ? ReturnId(order) : order.OrderId;
        foreach (var line in order.Lines)
            _ = Stock(line).Forget(new EndOrder(id, order.Token, fence));
    }

    private async Task<SagaEvent> Reserve(OrderState order)
    {
        var asked = new Task<Result<Reservation>>[order.Lines.Length];
        for (var i = 0; i < asked.Length; i++)
            asked[i] = Stock(order.Lines[i]).Reserve(ReservationOf(order, order.Lines[i]));

        var refusals = Array.ConvertAll(await Task.WhenAll(asked), static result => result.Refusal);
        return NotNow(refusals) ?? new SagaEvent.Reserved(Codes(refusals));
    }

    private async Task<SagaEvent> Authorise(OrderState order)
    {
        var held = await Payment(order).Authorise(new AuthorisePayment(order.Total, order.Terms!.PaymentMethod));
        return Settled(held, new SagaEvent.Authorised(held.Accepted ? held.Value.ProviderReference : null));
    }

    private async Task<SagaEvent> Confirm(OrderState order, bool recheck)
    {
        // Here, because here the order waits for the disk anyway. One that does not get as far is listed when it is undone.
        var listed = order.Listed ? Task.CompletedTask : Customer(order).AddOrder(order.OrderId, order.PlacedAt, recheck);
        var asked = new Task<Refusal?>[order.Lines.Length];
        for (var i = 0; i < asked.Length; i++)
            asked[i] = IsRefused(order.Lines[i]) ? Task.FromResult<Refusal?>(null) : Confirm(order, order.Lines[i]);

        // Both are awaited whatever happens to the other, so that no failure goes unseen.
        var confirmed = Task.WhenAll(asked);
        await Task.WhenAll(listed, confirmed);
        var refusals = await confirmed;
        if (NotNow(refusals) is { } notNow)
            return notNow;
        return Array.TrueForAll(refusals, refusal => refusal is null) ? new SagaEvent.Confirmed() : new SagaEvent.LinesLost(Codes(refusals));
    }

    /// <summary>Confirms a line; one whose reservation has expired or was lost is reserved again first. Gives the refusal, or null.</summary>
    private async Task<Refusal?> Confirm(OrderState order, OrderLine line)
    {
        var (stock, token) = (Stock(line), new OrderToken(order.OrderId, order.Token));
        var confirmed = await stock.Confirm(token);
        if (confirmed.Refusal is not { Code: RefusalCodes.ReservationExpired })
            return confirmed.Refusal;

        var again = await stock.Reserve(ReservationOf(order, line));
        return again.Accepted ? (await stock.Confirm(token)).Refusal : again.Refusal;
    }

    private async Task<SagaEvent> Capture(OrderState order) => Settled(await Capture(order, lasting: false), new SagaEvent.Captured());

    private Task<Result<Payment>> Capture(OrderState order, bool lasting) =>
        Payment(order).Capture(new CapturePayment(order.Total, order.Terms!.PaymentMethod, order.HoldReference, lasting));

    private async Task<SagaEvent> Finish(OrderState order, bool recheck)
    {
        var packages = OrderPackages.Of(order.Lines);

        // The payment's row is written while the packages are made; asked again it says what it said.
        var captured = Capture(order, lasting: true);
        await Task.WhenAll(
            captured,
            Shipment(order).Create(new CreateShipment(order.CustomerId, order.Terms!.ShipTo, order.PlacedAt, packages, recheck)),
            Cart(order).Settle(order.OrderId, bought: true));
        return Settled(await captured, new SagaEvent.Finished(), final: false);
    }

    /// <summary>
    /// Undoes whatever there may be, not what this activation remembers having done: another one may have done more. The void also keeps a
    /// late request for the hold from being granted.
    /// </summary>
    private async Task<SagaEvent> Undo(OrderState order, bool recheck)
    {
        var undone = new Task[order.Lines.Length + 3];
        for (var i = 0; i < order.Lines.Length; i++)
            undone[i] = Stock(order.Lines[i]).Release(new EndOrder(order.OrderId, order.Token, order.Contested));
        undone[^1] = Cart(order).Settle(order.OrderId, bought: false);

        var voided = Payment(order).Void(new VoidPayment(order.Total, order.Terms!.PaymentMethod, recheck || order.HoldAsked));
        undone[^2] = voided;

        // An order that was given up early is in its customer's list all the same.
        undone[^3] = order.Listed ? Task.CompletedTask : Customer(order).AddOrder(order.OrderId, order.PlacedAt, recheck: true);
        await Task.WhenAll(undone);
        return (await voided).Refusal is { } refusal ? await RefundInstead(order, refusal) : new SagaEvent.Undone();
    }

    /// <summary>
    /// Refunds what was captured for a rejected order. An order writes either that it captures or that it is rejected, so this shows a fault
    /// of this program or of its storage: the log asks an operator to look, and the customer gets the money back.
    /// </summary>
    private async Task<SagaEvent> RefundInstead(OrderState order, Refusal refusal)
    {
        if (refusal.Code != RefusalCodes.WrongState || await Payment(order).Get() is not { Captured.Minor: > 0 } payment)
            return new SagaEvent.Unresolved(refusal.Code, refusal.Message);
        if (payment.Refunded != payment.Captured)
            logger.RejectedButCaptured(order.OrderId, payment.Captured);
        return Settled(await Payment(order).Refund(new RefundPayment("reject", payment.Captured)), new SagaEvent.Undone(), final: false);
    }

    private async Task<SagaEvent> StopShipment(OrderState order)
    {
        var stopped = await Shipment(order).Cancel(order.CancelId!);
        if (stopped.Accepted)
            return new SagaEvent.ShipmentStopped();
        return stopped.Refusal.Code == RefusalCodes.WrongState
            ? new SagaEvent.ShipmentGone()
            : new SagaEvent.Unresolved(stopped.Refusal.Code, stopped.Refusal.Message);
    }

    private async Task<SagaEvent> GiveBack(OrderState order)
    {
        // One name for whoever cancels, so that no two cancellations give back twice.
        var refund = Payment(order).Refund(new RefundPayment("cancel", order.Captured));
        var returned = new List<Task<Result<StockLevel>>>(order.Lines.Length);
        foreach (var line in order.Lines)
        {
            if (!IsRefused(line))
                returned.Add(Stock(line).Return(new ReturnStock(ReturnId(order), order.OrderId, line.Quantity, order.Token, order.Contested)));
        }

        // Both are awaited whatever happens to the other.
        var settled = Task.WhenAll(returned);
        await Task.WhenAll(refund, settled);
        var refusals = Array.ConvertAll(await settled, static result => result.Refusal);
        if (NotNow(refusals) is { } notNow)
            return notNow;
        if (Array.Find(refusals, static refusal => refusal is not null) is { } refused)
            return new SagaEvent.Unresolved(refused.Code, refused.Message);
        return Settled(await refund, new SagaEvent.Refunded(), final: false);
    }

    private static SagaEvent Settled(Result<Payment> result, SagaEvent accepted, bool final = true)
    {
        if (result.Accepted)
            return accepted;
        return final && result.Refusal.Code != RefusalCodes.PaymentUnknown
            ? new SagaEvent.PaymentRefused(result.Refusal.Code, result.Refusal.Message)
            : new SagaEvent.Unresolved(result.Refusal.Code, result.Refusal.Message);
    }

    /// <summary>Whether a product's answer is no decision about the order: it has too many buyers at once, or the token is too old.</summary>
    private static SagaEvent? NotNow(Refusal?[] refusals)
    {
        SagaEvent? busy = null;
        long? settledUntil = null;
        foreach (var refusal in refusals)
        {
            if (refusal is { Code: RefusalCodes.Superseded })
                settledUntil = Math.Max(settledUntil ?? 0, refusal.Lines[0].SettledUntil ?? 0);
            else if (refusal is { Code: RefusalCodes.Busy })
                busy = new SagaEvent.Unresolved(RefusalCodes.Busy, "A product has too many buyers at once.");
        }

        return settledUntil is { } token ? new SagaEvent.Superseded(token) : busy;
    }

    private static ImmutableArray<string?> Codes(Refusal?[] refusals) => ImmutableArray.Create(Array.ConvertAll(refusals, static refusal => refusal?.Code));

    private ReserveStock ReservationOf(OrderState order, OrderLine line) => new(order.OrderId, line.Quantity, options.HoldFor, order.Token);

    private static bool IsRefused(OrderLine line) => line.Status == OrderLineStatus.Refused;

    private static string ReturnId(OrderState order) => OrderRegistration.Of(order.OrderId, "cancel");

    private IStockGrain Stock(OrderLine line) => grains.GetGrain<IStockGrain>(Ids.ProductKey(line.SellerId, line.ProductId));

    private IPaymentGrain Payment(OrderState order) => grains.GetGrain<IPaymentGrain>(order.OrderId);

    private IShipmentGrain Shipment(OrderState order) => grains.GetGrain<IShipmentGrain>(order.OrderId);

    private ICustomerGrain Customer(OrderState order) => grains.GetGrain<ICustomerGrain>(order.CustomerId);

    private ICartGrain Cart(OrderState order) => grains.GetGrain<ICartGrain>(order.CustomerId);
}

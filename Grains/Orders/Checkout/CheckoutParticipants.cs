using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using OrleansMicro.Batches;
using OrleansMicro.Carts;
using OrleansMicro.Customers;
using OrleansMicro.Payments;
using OrleansMicro.Shipments;
using OrleansMicro.Stock;

namespace OrleansMicro.Orders;

/// <summary>
/// Carries out a step of an order: calls the participants, in parallel where they do not depend on one another, and gives the result as an event.
/// Every call may be a repeat. If a participant throws, the step must be retried.
/// </summary>
internal sealed partial class CheckoutParticipants(
    IGrainFactory grains, OrderCalls calls, PaymentProcess payment, ShipmentProcess shipment, OrderOptions options, ILogger logger)
{
    private Task? _listed;

    /// <summary>Carries out the order's step.</summary>
    /// <param name="order">The order.</param>
    /// <param name="isRetry">Whether an earlier attempt may have asked the provider to hold the money.</param>
    public Task<CheckoutEvent> Run(OrderState order, bool isRetry) => order.Step switch
    {
        OrderStep.Reserving => Reserve(order),
        OrderStep.Authorising => Authorise(order),
        OrderStep.Confirming => Confirm(order),
        OrderStep.Capturing => Capture(order),
        OrderStep.Finishing => Finish(order),
        OrderStep.Rejecting => Undo(order, isRetry),
        OrderStep.Cancelling => Task.FromResult(StopShipment()),
        OrderStep.Refunding => GiveBack(order),
        _ => throw new InvalidOperationException($"Order {order.OrderId} has nothing to do in step {order.Step}."),
    };

    /// <summary>
    /// Tells the stock that the order has ended and will send no more commands. Ends when the events of what it did there are in their log.
    /// </summary>
    /// <param name="order">The order in its end state, as it is on disk.</param>
    /// <param name="fence">Whether commands with an older token may still be under way.</param>
    public Task Forget(OrderState order, bool fence)
    {
        var id = order.Step == OrderStep.Cancelled ? ReturnId(order) : order.OrderId;
        return calls.Forgotten.Add([.. Items(order.Lines, _ => new EndOrder(id, order.Token, fence))]);
    }

    /// <summary>Enters the order into its customer's list, durably and once, however often this is asked.</summary>
    public Task List(OrderState order)
    {
        if (_listed is null or { IsFaulted: true } or { IsCanceled: true })
            _listed = order.Listed ? Task.CompletedTask : Customer(order).AddOrder(order.OrderId, order.PlacedAt);
        return _listed;
    }

    private async Task<CheckoutEvent> Reserve(OrderState order)
    {
        var asked = calls.Batches.Send(Items(order.Lines, line => ReservationOf(order, line)), BatchMethods.Reserve);
        var refusals = Array.ConvertAll(await Task.WhenAll(asked), static result => result.Refusal);
        return NotNow(refusals) ?? new CheckoutEvent.Reserved(Codes(refusals));
    }

    private async Task<CheckoutEvent> Authorise(OrderState order)
    {
        var held = await payment.Authorise(new AuthorisePayment(order.Total, order.Terms!.PaymentMethod));
        return Settled(held, new CheckoutEvent.Authorised(held.Accepted ? held.Value.ProviderReference : null));
    }

    private async Task<CheckoutEvent> Confirm(OrderState order)
    {
        var listed = List(order);
        var token = new OrderToken(order.OrderId, order.Token);
        var sent = calls.Batches.Send(Items(order.Lines.RemoveAll(IsRefused), _ => token), BatchMethods.Confirm);
        var asked = new Task<Refusal?>[order.Lines.Length];
        for (int i = 0, next = 0; i < asked.Length; i++)
            asked[i] = IsRefused(order.Lines[i]) ? Task.FromResult<Refusal?>(null) : Confirm(order, order.Lines[i], sent[next++]);

        // Both are awaited even if one fails, so that no failure goes unseen.
        var confirmed = Task.WhenAll(asked);
        await Task.WhenAll(listed, confirmed);
        var refusals = await confirmed;
        if (NotNow(refusals) is { } notNow)
            return notNow;
        return Array.TrueForAll(refusals, refusal => refusal is null) ? new CheckoutEvent.Confirmed() : new CheckoutEvent.LinesLost(Codes(refusals));
    }

    /// <summary>If the reservation of a line has expired or was lost, reserves and confirms it again. Gives the refusal, or null.</summary>
    private async Task<Refusal?> Confirm(OrderState order, OrderLine line, Task<Result<Reservation>> sent)
    {
        var confirmed = await sent;
        if (confirmed.Refusal is not { Code: RefusalCodes.ReservationExpired })
            return confirmed.Refusal;

        var stock = grains.GetGrain<IStockGrain>(KeyOf(line));
        var again = await stock.Reserve(ReservationOf(order, line));
        return again.Accepted ? (await stock.Confirm(new OrderToken(order.OrderId, order.Token))).Refusal : again.Refusal;
    }

    private async Task<CheckoutEvent> Capture(OrderState order)
    {
        var captured = await payment.Capture(new CapturePayment(order.Total, order.Terms!.PaymentMethod, order.HoldReference));
        return Settled(captured, new CheckoutEvent.Captured());
    }

    private async Task<CheckoutEvent> Finish(OrderState order)
    {
        await Task.WhenAll(
            shipment.Create(new CreateShipment(order.CustomerId, order.Terms!.ShipTo, order.PlacedAt, OrderRules.Packages(order.Lines))),
            Cart(order).Settle(order.OrderId, bought: true, CheckoutRules.LeftOut(order.Lines)));
        return new CheckoutEvent.Finished();
    }

    /// <summary>
    /// Undoes everything that any activation may have done, not only what this one remembers. After the void, the provider also refuses a late
    /// request for the hold.
    /// </summary>
    private async Task<CheckoutEvent> Undo(OrderState order, bool isRetry)
    {
        var end = new EndOrder(order.OrderId, order.Token, order.Contested);
        var released = Task.WhenAll(calls.Batches.Send(Items(order.Lines, _ => end), BatchMethods.Release));
        var settled = Cart(order).Settle(order.OrderId, bought: false, leftOut: []);
        var voided = payment.Void(new VoidPayment(order.Total, order.Terms!.PaymentMethod, isRetry || order.HoldAsked));
        await Task.WhenAll(released, settled, voided, List(order));
        return (await voided).Refusal is { } refusal ? await RefundInstead(order, refusal) : new CheckoutEvent.Undone();
    }

    /// <summary>
    /// Refunds what was captured for a rejected order. An order writes either that it captures or that it is rejected, so this shows a fault
    /// of this program or of its storage: the log asks an operator to look, and the customer gets the money back.
    /// </summary>
    private async Task<CheckoutEvent> RefundInstead(OrderState order, Refusal refusal)
    {
        if (refusal.Code != RefusalCodes.WrongState || payment.Latest is not { Captured.Minor: > 0 } taken)
            return new CheckoutEvent.Unresolved(refusal.Code, refusal.Message);
        if (taken.Refunded != taken.Captured)
            logger.RejectedButCaptured(order.OrderId, taken.Captured);
        return Settled(await payment.Refund(new RefundPayment("reject", taken.Captured)), new CheckoutEvent.Undone(), final: false);
    }

    private static CheckoutEvent Settled(Result<Payment> result, CheckoutEvent accepted, bool final = true)
    {
        if (result.Accepted)
            return accepted;
        return final && result.Refusal.Code != RefusalCodes.PaymentUnknown
            ? new CheckoutEvent.PaymentRefused(result.Refusal.Code, result.Refusal.Message)
            : new CheckoutEvent.Unresolved(result.Refusal.Code, result.Refusal.Message);
    }

    /// <summary>
    /// The event if a product gave no decision: it has too many buyers at once, or the order's token is too old. Null: all decided.
    /// </summary>
    private static CheckoutEvent? NotNow(Refusal?[] refusals)
    {
        CheckoutEvent? busy = null;
        long? settledUntil = null;
        foreach (var refusal in refusals)
        {
            if (refusal is { Code: RefusalCodes.Superseded })
                settledUntil = Math.Max(settledUntil ?? 0, refusal.Lines[0].SettledUntil ?? 0);
            else if (refusal is { Code: RefusalCodes.Busy })
                busy = new CheckoutEvent.Unresolved(RefusalCodes.Busy, "A product has too many buyers at once.");
        }

        return settledUntil is { } token ? new CheckoutEvent.Superseded(token) : busy;
    }

    private static ImmutableArray<string?> Codes(Refusal?[] refusals) =>
        ImmutableArray.Create(Array.ConvertAll(refusals, static refusal => refusal?.Code));

    private ReserveStock ReservationOf(OrderState order, OrderLine line) =>
        new(order.OrderId, line.Quantity, options.ReservationLifetime, order.Token);

    private static bool IsRefused(OrderLine line) => line.Status == OrderLineStatus.Refused;

    private static BatchItem<T>[] Items<T>(ImmutableArray<OrderLine> lines, Func<OrderLine, T> command)
    {
        var items = new BatchItem<T>[lines.Length];
        for (var i = 0; i < items.Length; i++)
            items[i] = new BatchItem<T>(KeyOf(lines[i]), command(lines[i]));
        return items;
    }

    private static string KeyOf(OrderLine line) => Ids.ProductKey(line.SellerId, line.ProductId);

    private ICustomerGrain Customer(OrderState order) => grains.GetGrain<ICustomerGrain>(order.CustomerId);

    private ICartGrain Cart(OrderState order) => grains.GetGrain<ICartGrain>(order.CustomerId);
}

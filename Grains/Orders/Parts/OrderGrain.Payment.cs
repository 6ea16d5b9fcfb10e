using OrleansMicro.Payments;

namespace OrleansMicro.Orders;

/// <content>The order's payment, as others see it. The order itself commands <see cref="PaymentProcess"/>.</content>
public sealed partial class OrderGrain : IPaymentGrain
{
    /// <inheritdoc/>
    async Task<Payment?> IPaymentGrain.Get(Caller caller, CancellationToken cancellation)
    {
        // Before the provider has answered, the order's step is the intent to ask for the money.
        var order = await Peek();
        return order is null ? null : _payment.Stored ?? (order.Status == OrderStatus.Placed ? PaymentRules.Pending(order) : null);
    }

    /// <inheritdoc/>
    Task<Result<Payment>> IPaymentGrain.Authorise(AuthorisePayment command) => Command(() => _payment.Authorise(command, durable: true));

    /// <inheritdoc/>
    Task<Result<Payment>> IPaymentGrain.Capture(CapturePayment command) => Command(() => _payment.Capture(command, durable: true));

    /// <inheritdoc/>
    Task<Result<Payment>> IPaymentGrain.Void(VoidPayment command) => Command(() => _payment.Void(command, durable: true));

    /// <inheritdoc/>
    Task<Result<Payment>> IPaymentGrain.Refund(RefundPayment command) => Command(() => _payment.Refund(command, durable: true));

    private async Task<Result<Payment>> Command(Func<Task<Result<Payment>>> command)
    {
        if ((await Read()).Step == OrderStep.None)
            return new Refusal(RefusalCodes.NotFound, "There is no such order.", "orderId");
        await SettleEarlierEvents();
        var result = await command();
        if (!CheckoutStateMachine.InFlight(State.Step))
            _ = Conclude(null, _outbox.HandOver(_row.State));
        return result;
    }
}

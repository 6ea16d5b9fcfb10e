using OrleansMicro.Shipments;
using OrleansMicro.Telemetry;

namespace OrleansMicro.Orders;

/// <content>Accepts a cancellation. <see cref="CheckoutProcess"/> carries it out.</content>
public sealed partial class OrderGrain
{
    /// <inheritdoc/>
    public async Task<Result<Order>> Cancel(CancelOrder command, Caller caller, CancellationToken cancellation = default)
    {
        if (TextRules.CheckOptionalLine(command.Reason, "reason", Limits.MaxTextLength) is { } invalid)
            return invalid;
        if (CancellationRules.Check(await Read()) is { } refusal)
            return refusal;

        if (State.Step == OrderStep.Paid)
        {
            if (_row.Shipment.Stored.Value.Packages.Any(ShipmentRules.HasLeft))
                return Gone();
            await SettleEarlierEvents();
            await Register(OrderRegistration.Create(OrderId, command.OperationId));
            _process.Reload();
            var trace = Tracing.Source.HasListeners() ? Tracing.TraceParent() : null;
            await _process.Apply(new CheckoutEvent.CancelAsked(command.OperationId, command.Reason) { TraceParent = trace });
        }

        if (State.Step == OrderStep.Cancelling)
            await WaitForCancellation(cancellation);
        return State.Step == OrderStep.Paid ? Gone() : OrderRules.View(State)!;
    }

    /// <summary>Waits until it is decided whether the order is cancelled.</summary>
    private async Task WaitForCancellation(CancellationToken cancellation = default)
    {
        _process.Start();
        if (!await _process.WaitUntil(step => step != OrderStep.Cancelling, Limits.MaxCallWait, cancellation))
            throw new TimeoutException($"It is not known yet whether order {OrderId} can be cancelled. Ask again.");
    }

    private static Result<Order> Gone() => new Refusal(RefusalCodes.WrongState, "A package was shipped already, so the order cannot be cancelled.");
}

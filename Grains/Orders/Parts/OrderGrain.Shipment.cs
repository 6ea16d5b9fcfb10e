using OrleansMicro.Shipments;

namespace OrleansMicro.Orders;

/// <content>The order's shipment, as others see and change it. The order itself creates and cancels the packages.</content>
public sealed partial class OrderGrain : IShipmentGrain
{
    /// <inheritdoc/>
    async Task<Shipment?> IShipmentGrain.Get(Caller caller, CancellationToken cancellation)
    {
        await Read();
        return _shipment.Stored;
    }

    /// <inheritdoc/>
    Task<Result<Shipment>> IShipmentGrain.Ship(ShipPackage command, Caller caller, CancellationToken cancellation) =>
        Move(shipment => ShipmentRules.Ship(shipment, command, _clock.GetUtcNow()));

    /// <inheritdoc/>
    Task<Result<Shipment>> IShipmentGrain.Deliver(DeliverPackage command, Caller caller, CancellationToken cancellation) =>
        Move(shipment => ShipmentRules.Deliver(shipment, command, _clock.GetUtcNow()));

    private async Task<Result<Shipment>> Move(Func<ShipmentState, Result<ShipmentState>> move)
    {
        // An order that is being cancelled is about to cancel its packages, unless one was shipped.
        if ((await Read()).Step == OrderStep.Cancelling)
            await WaitForCancellation();

        var from = _row.Shipment.Stored;
        var next = move(from.Value);
        if (!next.Accepted || ReferenceEquals(next.Value, from.Value))
        {
            await _row.Shipment.Verify();
            if (!next.Accepted)
                return next.Refusal;
            await _shipment.NotifyLedgers();
            return _shipment.Stored!;
        }

        // A registration of its own, so that a late removal of an earlier one does not remove it. If the silo dies, recovery updates the ledgers.
        var registration = OrderRegistration.Create(OrderId, $"v{next.Value.Version}");
        await SettleEarlierEvents();
        await RegisterAtRecovery(registration);
        await _row.Shipment.Write(from, next.Value);
        await _shipment.NotifyLedgers();
        _ = Conclude(registration, _outbox.HandOver(_row.State));
        return _shipment.Stored!;
    }
}

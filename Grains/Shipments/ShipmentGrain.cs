using System.Collections.Immutable;
using Orleans.Placement;
using OrleansMicro.Orders;
using OrleansMicro.Sellers;

namespace OrleansMicro.Shipments;

/// <summary>
/// Keeps the packages and updates the sellers' ledgers. A change is registered with the order's recovery grain first. If the silo dies, recovery
/// updates the ledgers.
/// </summary>
[PreferLocalPlacement]
public sealed class ShipmentGrain(
    [PersistentState("shipment")] IPersistentState<ShipmentState> storage,
    GrainStates states,
    TimeProvider clock) : Grain, IShipmentGrain
{
    private CommittedState<ShipmentState> _disk = null!;

    // The packages as the ledgers have them; unknown after an activation.
    private ImmutableArray<Package> _notified = [];

    private string OrderId => this.GetPrimaryKeyString();

    private ShipmentState State => _disk.State;

    private IOrderRecoveryGrain Recovery => GrainFactory.GetGrain<IOrderRecoveryGrain>(OrderRecovery.ShardFor(OrderId));

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _disk = states.OneByOne(storage, DeactivateOnIdle);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<Shipment?> Get(Caller caller, CancellationToken cancellation = default) => ShipmentRules.View(OrderId, await _disk.Read());

    /// <inheritdoc/>
    public async Task<Shipment> Create(CreateShipment command)
    {
        if (State.Version > 0)
            return View()!;

        // The ledgers first, so that one write has their slots too. Their entries are idempotent, and the order can no longer be rejected.
        var entered = new Task<long>[command.Packages.Length];
        for (var i = 0; i < entered.Length; i++)
        {
            var package = command.Packages[i];
            entered[i] = Ledger(package.SellerId).Enter(ShipmentRules.CreateEntry(OrderId, package, command.PlacedAt));
        }

        var slots = ImmutableArray.Create(await Task.WhenAll(entered));
        await _disk.Write(ShipmentRules.Create(command, slots));
        _notified = State.Packages;
        return View()!;
    }

    /// <inheritdoc/>
    public Task<Result<Shipment>> Ship(ShipPackage command, Caller caller, CancellationToken cancellation = default) =>
        Move(ShipmentRules.Ship(State, command, clock.GetUtcNow()));

    /// <inheritdoc/>
    public Task<Result<Shipment>> Deliver(DeliverPackage command, Caller caller, CancellationToken cancellation = default) =>
        Move(ShipmentRules.Deliver(State, command, clock.GetUtcNow()));

    /// <inheritdoc/>
    public async Task<Result<Shipment>> Cancel(string operationId)
    {
        var next = ShipmentRules.Cancel(State);
        await _disk.Commit(next.Accepted ? next.Value : State);
        if (!next.Accepted)
            return next.Refusal;

        // The order that cancels is registered for recovery.
        await NotifyLedgers();
        return View()!;
    }

    /// <inheritdoc/>
    public async Task Resume()
    {
        // The write of a change may still arrive from a dead silo. A second write of the row either fails because of it, or makes that write fail.
        if (State.Version > 0 || (await _disk.ReadNow()).Version > 0)
            await _disk.Write(State);
        await NotifyLedgers();
    }

    private async Task<Result<Shipment>> Move(Result<ShipmentState> next)
    {
        if (!next.Accepted || ReferenceEquals(next.Value, State))
        {
            await _disk.Verify();
            if (!next.Accepted)
                return next.Refusal;
            await NotifyLedgers();
            return View()!;
        }

        // A registration of its own, so that a late removal of an earlier one does not remove it.
        var registration = OrderRegistration.Create(OrderId, $"v{next.Value.Version}");
        await Recovery.Register(registration);
        await _disk.Write(next.Value);
        await NotifyLedgers();
        await Recovery.Unregister(registration);
        return View()!;
    }

    private async Task NotifyLedgers()
    {
        var packages = State.Packages;
        List<Task>? updates = null;
        for (var i = 0; i < packages.Length; i++)
        {
            if (i < _notified.Length && ReferenceEquals(packages[i], _notified[i]))
                continue;
            var status = ShipmentRules.ToLedgerStatus(packages[i].Status);
            if (status != LedgerStatus.Paid)
                (updates ??= []).Add(Ledger(packages[i].SellerId).Update(State.Slots[i], OrderId, status));
        }

        if (updates is not null)
            await Task.WhenAll(updates);
        _notified = packages;
    }

    private ISellerLedgerGrain Ledger(string sellerId) => GrainFactory.GetGrain<ISellerLedgerGrain>(sellerId);

    private Shipment? View() => ShipmentRules.View(OrderId, State);
}

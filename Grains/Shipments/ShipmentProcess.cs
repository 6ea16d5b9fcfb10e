using System.Collections.Immutable;
using OrleansMicro.Batches;
using OrleansMicro.Sellers;

namespace OrleansMicro.Shipments;

/// <summary>
/// The packages of one order, and what the sellers' ledgers know of them. The order writes the packages, and is registered for recovery whenever a
/// ledger has to learn of a change.
/// </summary>
internal sealed class ShipmentProcess(string orderId, IStatePart<ShipmentState> state, IGrainFactory grains, BatchCalls calls)
{
    // The packages as the ledgers have them; unknown after an activation.
    private ImmutableArray<Package> _notified = [];

    /// <summary>The packages as they are on disk; null before the order is paid.</summary>
    public Shipment? Stored => ShipmentRules.View(orderId, state.Stored.Value);

    /// <summary>Enters the order into the ledgers, and creates the packages. They go to disk with the order's next write.</summary>
    public async Task Create(CreateShipment command)
    {
        var from = state.Latest;
        if (from.Value.Version > 0)
            return;

        // The ledgers first, so that the same write has their slots too. Their entries are idempotent, and the order can no longer be rejected.
        var entries = new BatchItem<LedgerEntry>[command.Packages.Length];
        for (var i = 0; i < entries.Length; i++)
            entries[i] = new(command.Packages[i].SellerId, ShipmentRules.CreateEntry(orderId, command.Packages[i], command.PlacedAt));
        var slots = ImmutableArray.Create(await Task.WhenAll(calls.Send(entries, BatchMethods.Enter)));
        state.Assume(from, ShipmentRules.Create(command, slots));
        _notified = command.Packages;
    }

    /// <summary>Cancels the packages. That goes to disk with the order's next write; the ledgers are notified after it.</summary>
    public Refusal? Cancel()
    {
        var from = state.Latest;
        var next = ShipmentRules.Cancel(from.Value);
        if (!next.Accepted)
            return next.Refusal;
        state.Assume(from, next.Value);
        return null;
    }

    /// <summary>Tells the ledgers what they do not know of the packages on disk. A repeat changes nothing.</summary>
    public async Task NotifyLedgers()
    {
        var (packages, slots) = (state.Stored.Value.Packages, state.Stored.Value.Slots);
        List<Task>? updates = null;
        for (var i = 0; i < packages.Length; i++)
        {
            if (i < _notified.Length && ReferenceEquals(packages[i], _notified[i]))
                continue;
            var status = ShipmentRules.ToLedgerStatus(packages[i].Status);
            if (status != LedgerStatus.Paid)
                (updates ??= []).Add(Ledger(packages[i].SellerId).Update(slots[i], orderId, status));
        }

        if (updates is not null)
            await Task.WhenAll(updates);
        _notified = packages;
    }

    private ISellerLedgerGrain Ledger(string sellerId) => grains.GetGrain<ISellerLedgerGrain>(sellerId);
}

namespace OrleansMicro.Orders;

/// <content>Hands the events of the order over. It is registered for recovery until all of them are in their logs.</content>
public sealed partial class OrderGrain
{
    void ICheckoutHost.OnPaused()
    {
        // An order that is not accepted yet may be withdrawn.
        if (_unaccepted is null && _registered is not null)
            _outbox.HandOver(_row.State).Ignore();
    }

    /// <summary>Ends a registration, once what it stands for is done. It does not throw: until then recovery resumes the order.</summary>
    private async Task Conclude(string? registration, Task work)
    {
        try
        {
            await work;
            if (registration is not null)
                await Recovery.Unregister(registration);
        }
        catch (Exception exception)
        {
            _logger.NotConcluded(OrderId, exception);
        }
    }

    /// <summary>
    /// Call it before the first write of an activation that did not make the row. Without a registration, the events in the row are in their logs.
    /// </summary>
    private async Task SettleEarlierEvents()
    {
        if (_row.State.Outbox.Pending.IsEmpty || _row.WroteLast)
            return;
        try
        {
            if (!await Recovery.HasAny(OrderId))
                _outbox.Settle(_row.State);
        }
        catch (Exception exception)
        {
            // Then they are handed over again.
            _logger.NotConcluded(OrderId, exception);
        }
    }
}

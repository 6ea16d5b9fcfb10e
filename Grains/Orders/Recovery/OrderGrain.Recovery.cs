namespace OrleansMicro.Orders;

/// <content>Resumes the order after a crash.</content>
public sealed partial class OrderGrain
{
    /// <inheritdoc/>
    public async Task<bool> Resume()
    {
        if ((await Read()).Step == OrderStep.None)
        {
            await RuleOut();
            return true;
        }

        if (CheckoutStateMachine.InFlight(State.Step))
        {
            // Not awaited: the process may call a grain that waits for this order.
            _process.Start();
            return false;
        }

        // Another activation, on a silo that was declared dead, may have written a cancellation or a change of a package that this one does not know.
        // A second write of the row either fails because of it, or makes that write fail.
        await _process.TakeOver();
        await _shipment.NotifyLedgers();

        // While a log is away, the order goes on with other work, and is resumed again later.
        var logged = Task.WhenAll(_outbox.HandOver(_row.State), _participants.Forget(State, fence: true));
        logged.Ignore();
        if (!await logged.EndsWithin(Limits.MaxCallWait, _clock))
            return false;
        await logged;
        return true;
    }

    /// <summary>
    /// A missing row proves nothing: the write that places the order may still arrive from a dead silo. After a blank row is written, its ETag makes
    /// that write fail.
    /// </summary>
    private Task RuleOut() => State.Step == OrderStep.None ? _row.Write(State) : Task.CompletedTask;
}

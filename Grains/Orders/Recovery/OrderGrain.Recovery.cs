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
            // Not awaited: the saga may need somebody who waits for this order.
            _process.Start();
            return false;
        }

        // What is done here need not be what is on disk: another activation, on a silo that was declared dead, may have written a cancellation. Written once more
        // the row either shows that, or no longer takes it.
        await _process.TakeOver();
        await Shipment.Resume();
        _participants.Forget(State, fence: true);
        return true;
    }

    /// <summary>
    /// That there is no row proves nothing: the write that places the order may be on its way from a silo that is dead. With a blank row it is refused by its ETag.
    /// </summary>
    private Task RuleOut() => State.Step == OrderStep.None ? _disk.Write(State) : Task.CompletedTask;
}

using Microsoft.Extensions.Logging;

namespace OrleansMicro.Orders;

/// <summary>
/// Takes one order's saga step by step: carries the step out, applies what it came to, writes it where it must be written. Before an activation that did not write
/// the order's newest row calls any participant, it writes the row: from then on every other activation of the order fails at its next write, and its calls carry
/// an older token. See docs/decisions/0018-fencing-tokens.md.
/// </summary>
internal sealed class CheckoutRunner(
    CommittedState<OrderState> disk,
    CheckoutParticipants effects,
    TimeProvider clock,
    OrderOptions options,
    ILogger logger)
{
    private bool _unanswered;
    private bool _mustWrite;
    private long _settledUntil;

    /// <summary>The order: what is on disk, or a step after that which need not be (<see cref="CheckoutStateMachine.RequiresWrite"/>).</summary>
    public OrderState Order { get; private set; } = disk.State;

    /// <summary>Whether participants may have been asked before; false for a new order only.</summary>
    public bool IsRetry { get; set; } = true;

    /// <summary>Whether commands with an older token than the order's may still be under way.</summary>
    public bool IsContested => disk.State.Contested || _unanswered;

    /// <summary>Starts over from what is on disk.</summary>
    public void Reload()
    {
        Order = disk.State;
        IsRetry = true;
    }

    /// <summary>Takes one step. Gives why it is not settled and must be tried again, or null when the order went on.</summary>
    public async Task<CheckoutEvent.Unresolved?> Advance()
    {
        if (_mustWrite || !disk.WroteLast)
            await TakeOver();

        var before = Order;
        var happened = await CarryOut(before);
        if (happened is CheckoutEvent.Superseded superseded)
        {
            (_mustWrite, _settledUntil, IsRetry) = (true, Math.Max(_settledUntil, superseded.SettledUntil), true);
            return null;
        }

        await Apply(happened);
        if (!ReferenceEquals(before, Order))
            return null;
        IsRetry = true;
        return happened as CheckoutEvent.Unresolved;
    }

    /// <summary>
    /// Makes this activation the one that drives the order: writes what is on disk with a new token. Steps that were not written are taken again.
    /// </summary>
    public Task TakeOver()
    {
        Reload();
        return Write(Order);
    }

    /// <summary>Applies an event. When writing fails the order is what is on disk, whichever that is, and the failure is thrown on.</summary>
    public async Task Apply(CheckoutEvent happened)
    {
        var after = CheckoutStateMachine.Apply(Order, happened, clock.GetUtcNow(), options.GiveUpAfter);
        if (CheckoutStateMachine.RequiresWrite(Order, after))
            await Write(after);
        else
            Order = after;
    }

    /// <summary>The token of the next write: the time, but later than any that the order or a product of it has seen.</summary>
    private long NextToken() => Math.Max(clock.GetUtcNow().ToUnixTimeMilliseconds(), Math.Max(disk.State.Token, _settledUntil) + 1);

    private async Task Write(OrderState next)
    {
        // Another activation that wrote before may still have calls under way.
        var contested = next.Contested || _unanswered || !disk.WroteLast;
        try
        {
            await disk.Write(next with { Version = disk.State.Version + 1, Token = NextToken(), Contested = contested });
            (Order, _mustWrite) = (disk.State, false);
        }
        catch
        {
            Reload();
            throw;
        }
    }

    private async Task<CheckoutEvent> CarryOut(OrderState order)
    {
        try
        {
            return await effects.Run(order, IsRetry);
        }
        catch (Exception exception)
        {
            _unanswered = true;
            logger.StepFailed(order.OrderId, order.Step, exception);
            return new CheckoutEvent.Unresolved(RefusalCodes.Busy, "A part of the shop did not answer in time.");
        }
    }
}

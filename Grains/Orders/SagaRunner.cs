using Microsoft.Extensions.Logging;

namespace OrleansMicro.Orders;

/// <summary>Takes one order's saga step by step: carries the step out, applies what it came to, writes it where it must be written.</summary>
internal sealed class SagaRunner(
    CommittedState<OrderState> disk,
    SagaEffects effects,
    TimeProvider clock,
    OrderOptions options,
    ILogger logger)
{
    /// <summary>The order: what is on disk, or a step after that which need not be (<see cref="CheckoutSaga.MustBeWritten"/>).</summary>
    public OrderState Order { get; private set; } = disk.State;

    /// <summary>Whether participants may have been asked before; false for a new order only.</summary>
    public bool Recheck { get; set; } = true;

    /// <summary>Starts over from what is on disk.</summary>
    public void Reload()
    {
        Order = disk.State;
        Recheck = true;
    }

    /// <summary>Takes one step. Gives why it is not settled and must be tried again, or null when the order went on.</summary>
    public async Task<SagaEvent.Unresolved?> Advance()
    {
        var before = Order;
        var happened = await CarryOut(before);
        await Apply(happened);
        if (!ReferenceEquals(before, Order))
            return null;
        Recheck = true;
        return happened as SagaEvent.Unresolved;
    }

    /// <summary>Applies an event. When writing fails the order is what is on disk, whichever that is, and the failure is thrown on.</summary>
    public async Task Apply(SagaEvent happened)
    {
        var after = CheckoutSaga.Apply(Order, happened, clock.GetUtcNow(), options.GiveUpAfter);
        if (!CheckoutSaga.MustBeWritten(Order, after))
        {
            Order = after;
            return;
        }

        try
        {
            await disk.Write(after with { Version = disk.State.Version + 1 });
            Order = disk.State;
        }
        catch
        {
            Reload();
            throw;
        }
    }

    private async Task<SagaEvent> CarryOut(OrderState order)
    {
        try
        {
            return await effects.Run(order, Recheck);
        }
        catch (Exception exception)
        {
            logger.StepFailed(order.OrderId, order.Step, exception);
            return new SagaEvent.Unresolved(RefusalCodes.Busy, "A part of the shop did not answer in time.");
        }
    }
}

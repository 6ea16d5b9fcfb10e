namespace OrleansMicro.Orders;

/// <summary>One order and the process that takes it from <see cref="OrderStatus.Placed"/> to an end state. Key: the order's id.</summary>
/// <remarks>
/// The reads of an order differ in what they wait for:
/// <list type="table">
/// <listheader><term>Read</term><description>Waits for; for whom</description></listheader>
/// <item><term><see cref="Get"/></term><description>Interleaves. Waits until an order in flight is registered for recovery, at most
/// <see cref="Limits.MaxCallWait"/>. For clients:
/// an order that they have seen must reach its end.</description></item>
/// <item><term><see cref="WaitForEnd"/></term><description>Interleaves. Waits for the end state, up to a timeout. For a client that waits for its
/// checkout.</description></item>
/// <item><term><see cref="GetHistory"/></term><description>Interleaves. Waits for nothing. For clients.</description></item>
/// <item><term><see cref="Peek"/></term><description>Interleaves. Waits for nothing, not even for a <see cref="Place"/> that is running. For the
/// cart and the
/// payment, which only need to know whether the order is under way.</description></item>
/// <item><term><see cref="GetAfterPending"/></term><description>Does not interleave: waits for every call before it. For a cart that unlocks itself:
/// null
/// proves that no earlier <see cref="Place"/> will succeed.</description></item>
/// <item><term><see cref="Resume"/></term><description>Does not interleave. For recovery: the row is written once more, which proves that no older
/// write
/// can follow.</description></item>
/// </list>
/// All of them read the row again if it may be stale, and start the process of an order in flight, except <see cref="GetHistory"/>, which only reads.
/// </remarks>
[Alias("om.IOrderGrain")]
public interface IOrderGrain : IGrainWithStringKey
{
    /// <summary>
    /// Accepts an order. Once this is answered, the order is on disk, is in its customer's list, and will reach an end state. A repeat gives the
    /// order as it is now. Refused: <see cref="RefusalCodes.IdempotencyKeyReused"/> when the order exists with other terms, <see
    /// cref="RefusalCodes.Busy"/> when too many orders are in flight: it was not placed, and a repeat tries again.
    /// </summary>
    [Alias("Place")]
    Task<Result<Order>> Place(PlaceOrder command);

    /// <summary>The order as it is on disk; null when it was never placed.</summary>
    /// <exception cref="TimeoutException">The order is in flight and could not be registered for recovery yet. Ask again.</exception>
    [AlwaysInterleave, Alias("Get")]
    Task<Order?> Get(Caller caller, CancellationToken cancellation = default);

    /// <summary>The order as it is on disk, registered for recovery or not; null when it is not there.</summary>
    [AlwaysInterleave, Alias("Peek")]
    Task<Order?> Peek();

    /// <summary>As <see cref="Peek"/>, once every earlier <see cref="Place"/> is done, also one whose caller has given up waiting.</summary>
    [Alias("GetAfterPending")]
    Task<Order?> GetAfterPending();

    /// <summary>
    /// The order once nothing is in flight for it: it is in an end state, and cart, shipments and seller ledgers know. Null when it was never placed.
    /// Gives the order as it is when the timeout is over, so look at <see cref="Order.InFlight"/>.
    /// </summary>
    /// <param name="timeout">The longest wait; <see cref="Limits.MaxCallWait"/> at most.</param>
    /// <param name="caller">The party that asks.</param>
    /// <param name="cancellation">Ends the wait for the answer.</param>
    [AlwaysInterleave, Alias("WaitForEnd")]
    Task<Order?> WaitForEnd(TimeSpan timeout, Caller caller, CancellationToken cancellation = default);

    /// <summary>What happened to the order, oldest first; empty when it was never placed.</summary>
    [AlwaysInterleave, Alias("GetHistory")]
    Task<ImmutableArray<OrderEvent>> GetHistory(Caller caller, CancellationToken cancellation = default);

    /// <summary>
    /// Cancels a paid order before any package was shipped: refunds the money and returns the units. An accepted cancellation will happen, also
    /// across a crash. Refused: <see cref="RefusalCodes.NotFound"/>, <see cref="RefusalCodes.WrongState"/>.
    /// </summary>
    [Alias("Cancel")]
    Task<Result<Order>> Cancel(CancelOrder command, Caller caller, CancellationToken cancellation = default);

    /// <summary>Called by the recovery grain: goes on with whatever is unfinished. True once nothing is in flight.</summary>
    [Alias("Resume")]
    Task<bool> Resume();
}

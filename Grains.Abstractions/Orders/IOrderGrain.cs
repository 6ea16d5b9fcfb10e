namespace OrleansMicro.Orders;

/// <summary>One order and the saga that takes it from <see cref="OrderStatus.Placed"/> to an end state. Key: the order's id.</summary>
[Alias("om.IOrderGrain")]
public interface IOrderGrain : IGrainWithStringKey
{
    /// <summary>
    /// Accepts an order: once answered it is on disk and will reach an end state by itself. A repeat gives the order as it is now.
    /// Refused: <see cref="RefusalCodes.IdempotencyKeyReused"/> when the order exists with another fingerprint.
    /// </summary>
    [Alias("Place")]
    Task<Result<Order>> Place(PlaceOrder command);

    /// <summary>
    /// The order as it is on disk, also while its saga runs; null when it was never placed. Whoever is told of an order in flight may rely on its end: if it is not
    /// yet registered for recovery, and cannot be within seconds, a <see cref="TimeoutException"/> says so.
    /// </summary>
    [AlwaysInterleave, Alias("Get")]
    Task<Order?> Get(Caller caller, CancellationToken cancellation = default);

    /// <summary>As <see cref="Get"/>, at once and whether or not it is registered: for its cart, which only needs to know whether the order is under way.</summary>
    [AlwaysInterleave, Alias("Peek")]
    Task<Order?> Peek();

    /// <summary>
    /// As <see cref="Peek"/>, but only after a <see cref="Place"/> that came before has been done, also one whose caller has given up waiting: null means that it
    /// was not placed by any of them.
    /// </summary>
    [Alias("GetAfterPending")]
    Task<Order?> GetAfterPending();

    /// <summary>
    /// The order once nothing is in flight for it: end state reached, cart, shipments and seller ledgers told. Null when it was never placed.
    /// Gives the order as it is when <paramref name="timeout"/> is over, so look at <see cref="Order.InFlight"/>.
    /// </summary>
    [AlwaysInterleave, Alias("WaitForEnd")]
    Task<Order?> WaitForEnd(TimeSpan timeout, Caller caller, CancellationToken cancellation = default);

    /// <summary>What happened to the order, oldest first; empty when it was never placed.</summary>
    [AlwaysInterleave, Alias("GetHistory")]
    Task<ImmutableArray<OrderEvent>> GetHistory(Caller caller, CancellationToken cancellation = default);

    /// <summary>
    /// Cancels a paid order before any package was shipped: refunds the money, puts the units back. Accepted means it will happen, also
    /// across a crash. Refused: <see cref="RefusalCodes.NotFound"/>, <see cref="RefusalCodes.WrongState"/>.
    /// </summary>
    [Alias("Cancel")]
    Task<Result<Order>> Cancel(CancelOrder command, Caller caller, CancellationToken cancellation = default);

    /// <summary>Called by the recovery grain: goes on with whatever is unfinished. True once nothing is in flight.</summary>
    [Alias("Resume")]
    Task<bool> Resume();
}

using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using OrleansMicro.Batches;
using OrleansMicro.Catalog;
using OrleansMicro.Events;
using OrleansMicro.Telemetry;

namespace OrleansMicro.Stock;

/// <inheritdoc cref="IStockGrain"/>
[Reentrant]
public sealed partial class StockGrain(
    [PersistentState("stock")] IPersistentState<StockState> storage,
    GrainStates states,
    IClusterSilos silos,
    TimeProvider time,
    ILogger<StockGrain> logger) : HomeGrain(silos), IStockGrain, IEventSourceGrain
{
    /// <summary>How long forgotten orders may wait for another write to go with, before they cause one.</summary>
    private static readonly TimeSpan ForgetDelay = TimeSpan.FromSeconds(5);

    /// <summary>How long after a failed clean-up the next one is tried.</summary>
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private GroupCommit<StockState> _commit = null!;
    private OutboxRelay<StockState> _outbox = null!;
    private string _sellerId = "";
    private string _productId = "";
    private IGrainTimer? _timer;
    private DateTimeOffset _timerDue = DateTimeOffset.MaxValue;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        (_sellerId, _productId) = Ids.SplitProductKey(this.GetPrimaryKeyString());
        _outbox = states.Outbox(StockEvents.RulesFor(_sellerId, _productId), this.GetGrainId());
        _commit = states.Grouped(storage, _outbox, StockRules.WithoutUnconfirmed);

        // The orders that caused them may wait for it. Then they leave the row, or they would be handed over at each activation.
        if (!_commit.State.Outbox.Pending.IsEmpty)
            _ = ClearOutbox();
        ScheduleExpiry();
        return base.OnActivateAsync(cancellationToken);
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => _commit.Flush();

    public async Task<StockLevel?> Get(Caller caller, CancellationToken cancellation = default) =>
        await _commit.Read(cancellation) is { Version: > 0 } state ? StockRules.Level(state, Here()) : null;

    public async Task<Result<StockLevel>> Adjust(AdjustStock command, Caller caller, CancellationToken cancellation = default) =>
        await IsUnknown(cancellation) ? Unknown() : await Announced(state => StockTaking.Adjust(state, command, Here()), cancellation);

    public async Task<Result<StockLevel>> Count(CountStock command, Caller caller, CancellationToken cancellation = default) =>
        await IsUnknown(cancellation) ? Unknown() : await Announced(state => StockTaking.Count(state, command, Here()), cancellation);

    public async Task<Result<Reservation>> Reserve(ReserveStock command)
    {
        GoHome();

        // Not written, except when the activation ends: what counts is the confirmation, and an order that finds its reservation gone reserves again.
        var result = await _commit.ApplyVolatile(state => StockRules.Reserve(state, command, Here()));
        Metrics.Reservations.Add(1, KeyValuePair.Create<string, object?>("result", result.Accepted ? "reserved" : result.Refusal.Code));
        ScheduleExpiry();
        return result;
    }

    public Task<Result<Reservation>> Confirm(OrderToken order) =>
        _commit.Apply(state => StockRules.Confirm(state, order, Here()));

    public Task Release(EndOrder order) =>
        _commit.Apply(state => (StockRules.Release(state, order, Here()), true));

    public Task<Result<StockLevel>> Return(ReturnStock command) =>
        _commit.Apply(state => StockRules.Return(state, command, Here()));

    public async Task Forget(EndOrder order)
    {
        // Another activation may have written what the order did.
        if (!StockRules.IsKnown(_commit.State, order.Id))
            await _commit.ReadNow();
        await _outbox.HandOver(_commit.State);
        _commit.ApplyDeferred(state => StockRules.Forget(state, order));
        ScheduleAt(time.GetUtcNow() + ForgetDelay);
    }

    /// <inheritdoc/>
    public Task Relay() => _outbox.Relay(_commit.Fence, () => _commit.State);

    /// <summary>A change by the seller. Orders share its write, and must not fail with its announcement.</summary>
    private Task<Result<StockLevel>> Announced(
        Func<StockState, (StockState State, Result<StockLevel> Result)> change, CancellationToken cancellation) =>
        _outbox.Announced(() => _commit.State, () => _commit.Apply(change, cancellation));

    private async Task ClearOutbox()
    {
        try
        {
            await _outbox.HandOver(_commit.State);
            await _commit.Fence();
        }
        catch (Exception exception)
        {
            LogCleanUpFailed(logger, exception, this.GetPrimaryKeyString());
        }
    }

    private StockContext Here() => new(_sellerId, _productId, time.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>Products are never deleted, so one that was stocked before needs no question.</summary>
    private async Task<bool> IsUnknown(CancellationToken cancellation) =>
        _commit.State.Version == 0
        && await GrainFactory.GetGrain<IProductGrain>(this.GetPrimaryKeyString()).Get(Caller.System, cancellation) is null;

    private static Result<StockLevel> Unknown() =>
        Refusals.NotFound("productId", "The seller has no such product. Create it first.");

    private void ScheduleExpiry()
    {
        if (_commit.State.Reservations.NextExpiry is > 0 and var next)
            ScheduleAt(DateTimeOffset.FromUnixTimeMilliseconds(next));
    }

    /// <summary>Has <see cref="CleanUp"/> run at a time, or earlier if it is to run earlier already.</summary>
    private void ScheduleAt(DateTimeOffset due)
    {
        if (due >= _timerDue)
            return;
        _timerDue = due;
        var delay = due - time.GetUtcNow();
        if (delay < TimeSpan.Zero)
            delay = TimeSpan.Zero;
        if (_timer is null)
            _timer = this.RegisterGrainTimer(CleanUp, new GrainTimerCreationOptions(delay, Timeout.InfiniteTimeSpan) { Interleave = true });
        else
            _timer.Change(delay, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Writes what has expired and what was forgotten.</summary>
    private async Task CleanUp(CancellationToken cancellationToken)
    {
        _timerDue = DateTimeOffset.MaxValue;
        try
        {
            await _commit.Apply(state => (StockRules.Expire(state, Here().Now), true), CancellationToken.None);
            await _commit.Flush();
            ScheduleExpiry();
        }
        catch (Exception exception)
        {
            LogCleanUpFailed(logger, exception, this.GetPrimaryKeyString());
            ScheduleAt(time.GetUtcNow() + RetryDelay);
        }
    }

    [LoggerMessage(1201, LogLevel.Warning, "Expired reservations or old events of {Product} could not be written; trying again later.")]
    private static partial void LogCleanUpFailed(ILogger logger, Exception exception, string product);
}

/// <summary>The stock of one product as it is stored. Times are Unix milliseconds: there may be a hundred thousand of them.</summary>
[GenerateSerializer, Immutable, Alias("om.stock.state")]
public sealed record StockState
{
    /// <summary>Grows with each change; 0: nothing was ever stocked.</summary>
    [Id(0)]
    public long Version { get; init; }

    /// <summary>Units in the warehouse, reserved ones included.</summary>
    [Id(1)]
    public int OnHand { get; init; }

    /// <summary>Sum over the unconfirmed holds.</summary>
    [Id(2)]
    public int Reserved { get; init; }

    /// <summary>Units ever put in.</summary>
    [Id(3)]
    public long Received { get; init; }

    /// <summary>Units ever taken out without a sale.</summary>
    [Id(4)]
    public long WrittenOff { get; init; }

    /// <summary>Units sold, less those given back.</summary>
    [Id(5)]
    public long Sold { get; init; }

    /// <summary>What orders hold or have bought and not forgotten yet.</summary>
    [Id(12)]
    public ReservationSet Reservations { get; init => field = value ?? []; } = [];

    /// <summary>Operation ids of returns that were not forgotten yet, in ordinal order.</summary>
    [Id(7)]
    public ImmutableArray<string> Returns { get; init => field = value.OrEmpty(); } = [];

    /// <summary>
    /// The newest fencing token of an order that was ended here while older commands of it could still be under way. An order that is unknown here
    /// must have a newer one: see docs/decisions/0018-fence-orders-with-tokens-and-limit-the-age-of-reads.md. 0: there was none.
    /// </summary>
    [Id(10)]
    public long SettledUntil { get; init; }

    /// <summary>The restocks, write-offs and counts.</summary>
    [Id(11)]
    public OperationMemory Operations { get; init; }

    /// <summary>The events that may not be in their log yet.</summary>
    [Id(13)]
    public Outbox Outbox { get; init => field = value ?? Outbox.Empty; } = Outbox.Empty;

    /// <summary>What changed since the row was written. An event tells it, in the same write.</summary>
    [Id(14), JsonIgnore]
    public ImmutableArray<StockChange> Changes { get; init => field = value.OrEmpty(); } = [];
}

/// <summary>What one order holds.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Quantity">Units.</param>
/// <param name="ExpiresAt">When it is given back automatically; 0: confirmed, off the stock for good.</param>
/// <param name="Token">The newest fencing token with which the order asked; 0 in rows of earlier versions.</param>
[GenerateSerializer, Immutable, Alias("om.stock.hold")]
public sealed record StockReservation(
    [property: Id(0)] string OrderId, [property: Id(1)] int Quantity, [property: Id(2)] long ExpiresAt, [property: Id(3)] long Token = 0)
{
    /// <summary>Whether the units are sold.</summary>
    internal bool Confirmed => ExpiresAt == 0;
}

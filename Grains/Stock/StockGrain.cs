using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Placement;
using OrleansMicro.Catalog;

namespace OrleansMicro.Stock;

/// <inheritdoc cref="IStockGrain"/>
[Immovable]
[Reentrant]
public sealed partial class StockGrain(
    [PersistentState("stock")] IPersistentState<StockState> storage, GrainStates states, TimeProvider time, ILogger<StockGrain> logger)
    : Grain, IStockGrain
{
    /// <summary>How long forgotten orders may wait for another write to go with, before they cause one.</summary>
    private static readonly TimeSpan ForgetDelay = TimeSpan.FromSeconds(5);

    /// <summary>How long after a failed clean-up the next one is tried.</summary>
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private GroupCommit<StockState> _commit = null!;
    private string _sellerId = "";
    private string _productId = "";
    private IGrainTimer? _timer;
    private DateTimeOffset _timerDue = DateTimeOffset.MaxValue;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        (_sellerId, _productId) = Ids.SplitProductKey(this.GetPrimaryKeyString());
        _commit = states.Grouped(storage);
        WakeForExpiry();
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => _commit.Flush();

    public async Task<StockLevel?> Get(Caller caller, CancellationToken cancellation = default) =>
        await _commit.Read(cancellation) is { Version: > 0 } state ? StockRules.Level(state, Here()) : null;

    public async Task<Result<StockLevel>> Adjust(AdjustStock command, Caller caller, CancellationToken cancellation = default) =>
        await IsUnknown(cancellation) ? Unknown() : await _commit.Apply(state => StockTaking.Adjust(state, command, Here()), cancellation);

    public async Task<Result<StockLevel>> Count(CountStock command, Caller caller, CancellationToken cancellation = default) =>
        await IsUnknown(cancellation) ? Unknown() : await _commit.Apply(state => StockTaking.Count(state, command, Here()), cancellation);

    public async Task<Result<Reservation>> Reserve(ReserveStock command)
    {
        // Not written: what counts is the confirmation, and whoever finds the reservation gone reserves again.
        var result = await _commit.ApplyVolatile(state => StockRules.Reserve(state, command, Here()));
        WakeForExpiry();
        return result;
    }

    public Task<Result<Reservation>> Confirm(OrderToken order) =>
        _commit.Apply(state => StockRules.Confirm(state, order, Here()));

    public Task Release(EndOrder order) =>
        _commit.Apply(state => (StockRules.Release(state, order, Here()), true));

    public Task<Result<StockLevel>> Return(ReturnStock command) =>
        _commit.Apply(state => StockRules.Return(state, command, Here()));

    public Task Forget(EndOrder order)
    {
        _commit.ApplyDeferred(state => StockRules.Forget(state, order));
        WakeAt(time.GetUtcNow() + ForgetDelay);
        return Task.CompletedTask;
    }

    private StockContext Here() => new(_sellerId, _productId, time.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>Products are never deleted, so one that was stocked before needs no question.</summary>
    private async Task<bool> IsUnknown(CancellationToken cancellation) =>
        _commit.State.Version == 0
        && await GrainFactory.GetGrain<IProductGrain>(this.GetPrimaryKeyString()).Get(Caller.System, cancellation) is null;

    private static Result<StockLevel> Unknown() =>
        Refusals.NotFound("productId", "The seller has no such product. Create it first.");

    private void WakeForExpiry()
    {
        if (_commit.State.NextExpiry is > 0 and var next)
            WakeAt(DateTimeOffset.FromUnixTimeMilliseconds(next));
    }

    /// <summary>Has <see cref="CleanUp"/> run at a time, or earlier if it is to run earlier already.</summary>
    private void WakeAt(DateTimeOffset due)
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
            WakeForExpiry();
        }
        catch (Exception exception)
        {
            LogCleanUpFailed(logger, exception, this.GetPrimaryKeyString());
            WakeAt(time.GetUtcNow() + RetryDelay);
        }
    }

    [LoggerMessage(1201, LogLevel.Warning, "Expired reservations of {Product} could not be written; trying again.")]
    private static partial void LogCleanUpFailed(ILogger logger, Exception exception, string product);
}

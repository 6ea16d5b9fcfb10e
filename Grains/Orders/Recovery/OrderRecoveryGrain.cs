using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using Orleans.Placement;
using OrleansMicro.Telemetry;

namespace OrleansMicro.Orders;

/// <summary>One shard of the orders in flight. Reentrant: many orders share one write, and orders are registered while others are resumed.</summary>
[Immovable]
[Reentrant]
public sealed class OrderRecoveryGrain(
    [PersistentState("recovery")] IPersistentState<RecoveryState> storage,
    GrainStates states,
    TimeProvider clock,
    IOptions<OrderOptions> options,
    ILogger<OrderRecoveryGrain> logger) : Grain, IOrderRecoveryGrain, IRemindable
{
    private const string Reminder = "wake";
    private const int ResumedAtOnce = 32;
    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(1);

    private GroupCommit<RecoveryState> _commit = null!;
    private (Func<double> Count, Func<double> Age) _observed;
    private Task<bool>? _reminder;
    private Task<int>? _waking;
    private bool _wokenBefore;

    private string Shard => this.GetPrimaryKeyString();

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _commit = states.Grouped(storage);
        _observed = (() => _commit.State.Entries.Length, OldestAge);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Metrics.UnfinishedOrders.Remove(Shard, _observed.Count);
        Metrics.OldestUnfinishedOrder.Remove(Shard, _observed.Age);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task Register(string orderId)
    {
        if (_reminder is null or { IsCompleted: true, Result: false })
            _reminder = EnsureReminder();
        var reminder = _reminder;
        var now = clock.GetUtcNow();
        var most = options.Value.MaxInFlightPerShard;
        await _commit.Apply(state => RecoveryRules.HasRoom(state, orderId, most)
            ? (RecoveryRules.Register(state, orderId, now), true)
            : throw new LimitExceededException($"{most} orders are in flight already; try again later."));
        await reminder;
    }

    /// <inheritdoc/>
    public async Task<bool> IsRegistered(string orderId)
    {
        await _commit.Flush();
        return RecoveryRules.IsRegistered(await _commit.Read(), orderId);
    }

    /// <inheritdoc/>
    public async Task<bool> HasAny(string orderId)
    {
        await _commit.Flush();
        return RecoveryRules.HasAny(await _commit.ReadNow(), orderId);
    }

    /// <inheritdoc/>
    public Task Unregister(string orderId)
    {
        _commit.ApplyDeferred(state => RecoveryRules.Unregister(state, orderId));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<int> ResumeDue()
    {
        Metrics.UnfinishedOrders.Add(Shard, _observed.Count);
        Metrics.OldestUnfinishedOrder.Add(Shard, _observed.Age);
        var waking = _waking;
        if (waking is null or { IsCompleted: true })
        {
            // The failure of a run that no call waited for. The new run does all of it again.
            if (waking is { IsFaulted: true })
                logger.RunFailed(Shard, waking.Exception!.GetBaseException());
            _waking = waking = DriveDue();
        }

        // Many orders take longer. They are resumed on, although no call waits.
        if (!await waking.EndsWithin(Limits.MaxCallWait, clock))
            return _commit.State.Entries.Length;
        if (_waking == waking)
            _waking = null;
        return await waking;
    }

    /// <inheritdoc/>
    public Task ReceiveReminder(string reminderName, TickStatus status) => ResumeDue();

    private double OldestAge() => _commit.State.Entries is [var oldest, ..] ? (clock.GetUtcNow() - oldest.At).TotalSeconds : 0;

    private async Task<int> DriveDue()
    {
        // Orders that have ended need not be resumed.
        await _commit.Flush();

        // Another activation may have registered orders that this one does not know. After an activation, every order may be without a process.
        var now = clock.GetUtcNow();
        var due = RecoveryRules.Due(await _commit.Read(), _wokenBefore ? now - options.Value.ResumeAfter : DateTimeOffset.MaxValue, now);
        _wokenBefore = true;
        if (due.Length == 0)
            return _commit.State.Entries.Length;

        logger.Resuming(Shard, due.Length);
        foreach (var chunk in due.Chunk(ResumedAtOnce))
            await Task.WhenAll(chunk.Select(Resume));
        await _commit.Flush();
        return _commit.State.Entries.Length;
    }

    private async Task Resume(string registration)
    {
        try
        {
            if (await GrainFactory.GetGrain<IOrderGrain>(OrderRegistration.ParseOrderId(registration)).Resume())
                _commit.ApplyDeferred(state => RecoveryRules.Unregister(state, registration));
        }
        catch (Exception exception)
        {
            // One order that fails must not delay the others. It is resumed again the next time.
            logger.ResumeFailed(registration, exception);
        }
    }

    /// <summary>Whether the shard has its reminder. It does not throw: without one, the silos' pulse wakes the shard.</summary>
    private async Task<bool> EnsureReminder()
    {
        try
        {
            await this.RegisterOrUpdateReminder(Reminder, ReminderPeriod, ReminderPeriod);
            return true;
        }
        catch (Exception exception)
        {
            logger.ReminderFailed(Shard, exception);
            return false;
        }
    }
}

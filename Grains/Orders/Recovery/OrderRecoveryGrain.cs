using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using Orleans.Placement;

namespace OrleansMicro.Orders;

/// <summary>The orders in flight of one recovery grain, as they are stored.</summary>
[GenerateSerializer, Alias("om.recovery.state")]
public sealed record RecoveryState
{
    /// <summary>Oldest first.</summary>
    [Id(0)]
    public ImmutableArray<RecoveryEntry> Entries { get; init => field = value.OrEmpty(); } = [];
}

/// <summary>An order in flight.</summary>
/// <param name="Registration">See <see cref="OrderRegistration"/>.</param>
/// <param name="At">When it was registered.</param>
[GenerateSerializer, Alias("om.recovery.state.entry")]
public sealed record RecoveryEntry([property: Id(0)] string Registration, [property: Id(1)] DateTimeOffset At);

/// <summary>The rules of a recovery grain's registrations.</summary>
public static class RecoveryRules
{
    /// <summary>Adds a registration. The same reference: it is there already.</summary>
    public static RecoveryState Register(RecoveryState state, string registration, DateTimeOffset now) =>
        IndexOf(state, registration) >= 0
            ? state
            : state with { Entries = state.Entries.Add(new RecoveryEntry(registration, now)) };

    /// <summary>
    /// Whether a registration may be added. One that is there already always may: its order goes on only after it is registered again.
    /// </summary>
    public static bool HasRoom(RecoveryState state, string registration, int most) =>
        state.Entries.Length < most || IsRegistered(state, registration);

    /// <summary>Whether a registration is there.</summary>
    public static bool IsRegistered(RecoveryState state, string registration) => IndexOf(state, registration) >= 0;

    /// <summary>Removes a registration. The same reference: it is not there.</summary>
    public static RecoveryState Unregister(RecoveryState state, string registration)
    {
        var index = IndexOf(state, registration);
        return index < 0 ? state : state with { Entries = state.Entries.RemoveAt(index) };
    }

    /// <summary>The registrations up to a time, oldest first, and those from a clock that was ahead.</summary>
    public static string[] Due(RecoveryState state, DateTimeOffset before, DateTimeOffset now)
    {
        var due = new List<string>();
        foreach (var entry in state.Entries)
        {
            if (entry.At <= before || entry.At > now)
                due.Add(entry.Registration);
        }

        return [.. due];
    }

    private static int IndexOf(RecoveryState state, string registration)
    {
        for (var i = 0; i < state.Entries.Length; i++)
        {
            if (state.Entries[i].Registration == registration)
                return i;
        }

        return -1;
    }
}

/// <summary>
/// The keys of registrations: an order's id, or <c>{orderId}:{name}</c> for a later operation of an order. A late removal of the one cannot remove
/// the
/// other.
/// </summary>
public static class OrderRegistration
{
    private const char Separator = ':';

    /// <summary>The registration of an order's operation.</summary>
    public static string Create(string orderId, string undertaking) => $"{orderId}{Separator}{undertaking}";

    /// <summary>The order of a registration.</summary>
    public static string ParseOrderId(string registration)
    {
        var end = registration.IndexOf(Separator, StringComparison.Ordinal);
        return end < 0 ? registration : registration[..end];
    }
}

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
    private Task? _reminder;
    private Task<int>? _waking;
    private bool _wokenBefore;

    private string Shard => this.GetPrimaryKeyString();

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _commit = states.Grouped(storage);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task Register(string orderId)
    {
        var reminder = _reminder ??= EnsureReminder();
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
    public Task Unregister(string orderId)
    {
        _commit.ApplyDeferred(state => RecoveryRules.Unregister(state, orderId));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<int> ResumeDue()
    {
        if (_waking is null or { IsCompleted: true })
            _waking = DriveDue();
        return _waking;
    }

    /// <inheritdoc/>
    public Task ReceiveReminder(string reminderName, TickStatus status) => ResumeDue();

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

    private async Task EnsureReminder()
    {
        try
        {
            await this.RegisterOrUpdateReminder(Reminder, ReminderPeriod, ReminderPeriod);
        }
        catch (Exception exception)
        {
            logger.ReminderFailed(Shard, exception);
            _reminder = null;
        }
    }
}

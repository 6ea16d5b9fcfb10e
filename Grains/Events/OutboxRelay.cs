using OrleansMicro.Telemetry;

namespace OrleansMicro.Events;

/// <summary>Gives each write of a row its events, and hands them over after it.</summary>
internal interface IEventSource<TState>
    where TState : class
{
    /// <summary>The row that is written instead, with the events of the change.</summary>
    /// <param name="before">The row on disk.</param>
    /// <param name="after">The changed row.</param>
    ValueTask<TState> Seal(TState before, TState after);

    /// <summary>The row is on disk.</summary>
    void Written(TState state);

    /// <summary>A write has failed, or another activation has written: what was announced before may no longer be.</summary>
    void Replaced();
}

/// <summary>The outbox of one activation.</summary>
/// <remarks>
/// An event is in the row that its change wrote. It leaves the row with a later write, once it is known to be in its log. Until then the aggregate is
/// announced at an <see cref="IEventIndexGrain"/>, which has it relayed after a crash. So events in the row of an aggregate that was not announced
/// are in their log, and a new activation need not hand them over again.
/// </remarks>
internal sealed class OutboxRelay<TState>(
    EventRules<TState> rules, EventOutlet outlet, IGrainFactory grains, GrainId aggregate, TimeProvider clock) : IEventSource<TState>
    where TState : class
{
    private readonly IEventIndexGrain _index = grains.GetGrain<IEventIndexGrain>(EventIndex.ShardFor(aggregate));

    // No two announcements have one name: other activations can have the same number, and so can a change after one that caused no event.
    private long _announcement = clock.GetUtcNow().UtcTicks;
    private (string Name, int Relays)? _announced;
    private int _relays;
    private long _sealed;
    private long _sent;
    private long _handedOver;
    private Task _last = Task.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask<TState> Seal(TState before, TState after)
    {
        var events = rules.Between(before, after);
        var outbox = rules.Get(before);
        if (events.Length > 0 && _announced?.Relays != _relays && rules.IsAnnounced(before, after))
            await Announce(outbox);
        outbox = outbox.Without(_handedOver);
        if (events.Length > 0)
            outbox = outbox.With(events, clock.GetUtcNow(), Tracing.Source.HasListeners() ? Tracing.TraceParent() : null);
        _sealed = outbox.Count;
        return ReferenceEquals(outbox, rules.Get(after)) ? after : rules.Set(after, outbox);
    }

    /// <inheritdoc/>
    public void Written(TState state)
    {
        if (rules.HandsOverAtOnce && rules.Get(state).Pending.Length > 0)
            HandOver(state).Ignore();
    }

    /// <inheritdoc/>
    public void Replaced() => _relays++;

    /// <summary>
    /// Makes a change that needs an announcement. If the aggregate cannot be announced, only this change fails, and none that shares a write with it.
    /// </summary>
    public async Task<T> Announced<T>(Func<TState> read, Func<Task<T>> change)
    {
        if (_announced?.Relays != _relays)
            await Announce(rules.Get(read()));
        try
        {
            return await change();
        }
        finally
        {
            WithdrawIfDone();
        }
    }

    /// <summary>
    /// See <see cref="IEventSourceGrain.Relay"/>. Afterwards the index drops the announcements that it knew before. So the next event needs a new
    /// one, also if an announcement is under way.
    /// </summary>
    /// <param name="fence">Writes the row again, after all writes that have begun.</param>
    /// <param name="read">Gives the row on disk.</param>
    public async Task Relay(Func<Task> fence, Func<TState> read)
    {
        _relays++;
        await fence();

        // While a log is away, the aggregate goes on with other work, and is relayed again later.
        var handedOver = HandOver(read());
        if (!await handedOver.EndsWithin(Limits.MaxCallWait, clock))
            throw new TimeoutException($"The log of {aggregate} does not answer.");
        await handedOver;
    }

    /// <summary>All events of the row so far are in their log.</summary>
    public void Settle(TState state) => _sent = _handedOver = Math.Max(_handedOver, rules.Get(state).Count);

    /// <summary>Hands over the events of a row on disk. The task ends when all of them are in their log.</summary>
    public Task HandOver(TState state)
    {
        var outbox = rules.Get(state);
        var skipped = (int)Math.Clamp(_sent - outbox.FirstNumber + 1, 0, outbox.Pending.Length);
        if (skipped == outbox.Pending.Length)
            return _last;
        var events = new MarketEvent[outbox.Pending.Length - skipped];
        for (var i = 0; i < events.Length; i++)
            events[i] = rules.Describe(state, outbox.Pending[skipped + i]);
        _sent = outbox.Count;
        return _last = HandOver(events, _sent);
    }

    /// <summary>Appends the events to their log, and takes the announcement back unless a write with further events has begun.</summary>
    private async Task HandOver(MarketEvent[] events, long upTo)
    {
        try
        {
            await outlet.HandOver(events);
        }
        catch
        {
            // They are still in the row, and announced.
            _sent = Math.Min(_sent, _handedOver);
            throw;
        }

        _handedOver = Math.Max(_handedOver, upTo);
        WithdrawIfDone();
    }

    private void WithdrawIfDone()
    {
        if (_handedOver < _sealed || _announced is not { } announced)
            return;
        _announced = null;
        _ = _index.Withdraw(announced.Name);
    }

    private async Task Announce(Outbox outbox)
    {
        var (announcement, relays) = (EventIndex.Announcement(aggregate, outbox.Count + 1, _announcement++), _relays);
        var mayHaveMore = await _index.Announce(announcement) || !rules.AnnouncesAll;
        if (!mayHaveMore)
            _sent = _handedOver = Math.Max(_handedOver, outbox.Count);
        _announced = (announcement, relays);
    }
}

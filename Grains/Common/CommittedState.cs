using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Storage;
using OrleansMicro.Events;

namespace OrleansMicro;

/// <summary>Makes what a grain keeps its state in, so that grains need not know how fresh it has to be.</summary>
public sealed class GrainStates(
    StateFreshness freshness, IGrainStorage storage, ILogger<GrainStates> logger, EventOutlet outlet, IGrainFactory grains, TimeProvider clock)
{
    /// <summary>For a grain that handles one command at a time.</summary>
    public CommittedState<TState> OneByOne<TState>(IPersistentState<TState> storage, Action deactivate)
        where TState : class => new(storage, freshness, deactivate, logger);

    /// <summary>For a reentrant grain whose many callers share writes.</summary>
    /// <param name="storage">The state.</param>
    /// <param name="durable">See <see cref="GroupCommit{TState}"/>.</param>
    public GroupCommit<TState> Grouped<TState>(IPersistentState<TState> storage, Func<TState, TState>? durable = null)
        where TState : class => new(storage, freshness, logger, durable: durable);

    /// <inheritdoc cref="OneByOne{TState}(IPersistentState{TState}, Action)"/>
    internal CommittedState<TState> OneByOne<TState>(IPersistentState<TState> storage, Action deactivate, IEventSource<TState> events)
        where TState : class => new(storage, freshness, deactivate, logger, events);

    /// <inheritdoc cref="Grouped{TState}(IPersistentState{TState}, Func{TState, TState})"/>
    internal GroupCommit<TState> Grouped<TState>(
        IPersistentState<TState> storage, IEventSource<TState> events, Func<TState, TState>? durable = null)
        where TState : class => new(storage, freshness, logger, GroupCommit<TState>.DefaultCapacity, durable, events);

    /// <summary>The outbox of an activation.</summary>
    /// <param name="rules">How its events follow from its changes.</param>
    /// <param name="aggregate">The grain.</param>
    internal OutboxRelay<TState> Outbox<TState>(EventRules<TState> rules, GrainId aggregate)
        where TState : class => new(rules, outlet, grains, aggregate, clock);

    /// <summary>A row that no constructor asks for. It is not read yet.</summary>
    /// <param name="name">The name of the state.</param>
    /// <param name="grain">Whose row it is: this grain's, or one that an earlier version had.</param>
    public IPersistentState<TState> Open<TState>(string name, GrainId grain) => new StateRow<TState>(storage, name, grain);
}

/// <summary>How old what a grain has in memory may be. Configuration section <c>State</c>.</summary>
public sealed class StateOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "State";

    /// <summary>
    /// How long after its last contact with storage an activation answers from memory; after that it reads its row again first. Orleans may
    /// run two activations of a grain for a while, and this bounds how long the one that does not write can go unnoticed. 0 to 1 day; null:
    /// no limit, which is right where one process is the only writer.
    /// </summary>
    public TimeSpan? MaxReadAge { get; set; }
}

/// <summary>Tells whether a state in memory has to be read again before somebody relies on it. See
/// docs/decisions/0018-fence-orders-with-tokens-and-limit-the-age-of-reads.md.</summary>
/// <param name="clock">A monotonic clock: the time of day plays no part.</param>
/// <param name="options">How old a state may be.</param>
public sealed class StateFreshness(TimeProvider clock, IOptions<StateOptions> options)
{
    private readonly TimeSpan? _maxAge = options.Value.MaxReadAge;

    /// <summary>Whether somebody else may write the rows of this process.</summary>
    public bool IsLimited => _maxAge is not null;

    /// <summary>Never reads again, for tests and tools in which nobody else writes.</summary>
    public static StateFreshness SoleWriter { get; } = new(TimeProvider.System, Options.Create(new StateOptions()));

    /// <summary>The time, for <see cref="IsOld"/>.</summary>
    public long Now => clock.GetTimestamp();

    /// <summary>Whether a state whose last read or write began at that time has to be read again.</summary>
    public bool IsOld(long since) => _maxAge is { } maxAge && clock.GetElapsedTime(since) >= maxAge;
}

/// <summary>
/// The state of a grain that handles one command at a time: <see cref="State"/> is always what was on disk at the last look, also for calls that
/// interleave with a write, and also after a write that failed.
/// </summary>
/// <remarks>
/// Another activation of the grain may write the row. A write then fails by its ETag, and <see cref="Read"/> and <see cref="Verify"/> find it out
/// within <see cref="StateOptions.MaxReadAge"/>. From then on this activation writes nothing and ends.
/// </remarks>
/// <typeparam name="TState">An immutable record.</typeparam>
/// <param name="storage">The state; nobody else may write it. Must be loaded already (<c>OnActivateAsync</c> or later).</param>
/// <param name="freshness">How long the state may be relied on without a look at the disk.</param>
/// <param name="deactivate">Asked for when the activation is superseded or cannot read its row, so that the next call starts from a fresh
/// read.</param>
/// <param name="logger">Logs rows that cannot be read back.</param>
public sealed class CommittedState<TState>(IPersistentState<TState> storage, StateFreshness freshness, Action deactivate, ILogger logger)
    where TState : class
{
    private readonly IEventSource<TState>? _events;
    private volatile SeenState<TState> _seen = new(storage.State, freshness.Now);
    private (TState? OnDisk, TState? Next) _assumed;
    private Task _last = Task.CompletedTask;

    internal CommittedState(
        IPersistentState<TState> storage, StateFreshness freshness, Action deactivate, ILogger logger, IEventSource<TState>? events)
        : this(storage, freshness, deactivate, logger) => _events = events;

    /// <summary>The state as it was on disk at the last look.</summary>
    public TState State => _seen.State;

    /// <summary><see cref="State"/> and the time of the last look. The only member that other threads than the grain's may read.</summary>
    public SeenState<TState> Seen => _seen;

    /// <summary>
    /// <see cref="State"/>, or the state after it that <see cref="Assume"/> was given. Every write, failed ones too, and every other row found on
    /// disk makes it <see cref="State"/> again.
    /// </summary>
    public TState Latest => ReferenceEquals(_assumed.OnDisk, State) ? _assumed.Next! : State;

    /// <summary>Whether the newest row that this activation knows of is its own write: then every other activation fails at its next write.</summary>
    public bool WroteLast { get; private set; }

    /// <summary>How often <see cref="State"/> was replaced by what is on disk. What was made of it before may no longer hold.</summary>
    public int Replacements { get; private set; }

    /// <summary>Whether another activation wrote the row since. This one writes nothing any more.</summary>
    public bool IsSuperseded { get; private set; }

    /// <summary>Goes on with a state that is not written, because it can be found again from what is on disk, here or at another grain.</summary>
    public void Assume(TState next) => _assumed = (State, next);

    /// <summary>The state for somebody who relies on it: read again first if the last look is too long ago.</summary>
    public async ValueTask<TState> Read()
    {
        if (freshness.IsOld(_seen.At))
            await InTurn(() => freshness.IsOld(_seen.At) ? ReadAgain() : Task.CompletedTask);
        return State;
    }

    /// <summary>The state as it is on disk now.</summary>
    public async Task<TState> ReadNow()
    {
        await InTurn(ReadAgain);
        return State;
    }

    /// <summary>As <see cref="Verify"/>, however short ago the last look was.</summary>
    public async Task VerifyNow()
    {
        await ReadNow();
        ThrowIfSuperseded();
    }

    /// <summary>
    /// Writes a state that is new. One that is the same is only verified, because a command that changes nothing is answered from it.
    /// </summary>
    public Task Commit(TState next) => ReferenceEquals(next, Latest) ? Verify() : Write(next);

    /// <summary>Throws <see cref="InconsistentStateException"/> if the state that was relied on turns out to be no longer the current one.</summary>
    public async Task Verify()
    {
        await Read();
        ThrowIfSuperseded();
    }

    /// <summary>
    /// Writes a new state. When that fails the state is read back, because the write may have got through, and the failure is thrown on.
    /// </summary>
    /// <exception cref="InconsistentStateException">Another activation wrote since; this one ends.</exception>
    public Task Write(TState next) => InTurn(() => WriteNow(next));

    /// <summary>
    /// Writes a change of the state, which is made when it is its turn. Writes before it are in the state that it gets, unless they failed: then it
    /// is not made.
    /// </summary>
    /// <param name="basis">The <see cref="Replacements"/> when what the change is made of was read.</param>
    /// <param name="change">The change.</param>
    /// <exception cref="InconsistentStateException">Another activation wrote since; this one ends.</exception>
    /// <exception cref="StorageUnavailableException">See <see cref="CheckBasis"/>.</exception>
    public Task Write(int basis, Func<TState, TState> change) => InTurn(() => ChangeNow(basis, change));

    /// <summary>Throws if the state was replaced since something was made of it.</summary>
    /// <exception cref="StorageUnavailableException">It was replaced. What was made of it must be made again.</exception>
    public void CheckBasis(int basis)
    {
        if (basis != Replacements)
            throw new StorageUnavailableException($"{typeof(TState).Name} had to be read again, because a write failed. Try again.");
    }

    private async Task ChangeNow(int basis, Func<TState, TState> change)
    {
        ThrowIfSuperseded();
        CheckBasis(basis);
        await WriteNow(change(State));
    }

    private async Task WriteNow(TState next)
    {
        _assumed = default;
        ThrowIfSuperseded();
        if (_events is not null)
            next = await _events.Seal(State, next);
        var startedAt = freshness.Now;
        storage.State = next;
        try
        {
            await storage.WriteStateAsync();
            (_seen, WroteLast) = (new(next, startedAt), true);
            _events?.Written(next);
        }
        catch (Exception failure)
        {
            (storage.State, WroteLast) = (State, false);
            _events?.Replaced();

            // Now, and once more when the row has been read: what is made of the state in between is as old as what was made before.
            Replacements++;
            if (failure is InconsistentStateException)
                End();
            await ReadBack();
            throw;
        }
    }

    private async Task ReadBack()
    {
        try
        {
            var startedAt = freshness.Now;
            await storage.ReadStateAsync();
            _seen = new(storage.State, startedAt);
            Replacements++;
        }
        catch (Exception exception)
        {
            // The caller gets the exception of the write, which is the cause. This activation knows nothing for sure any more.
            StateLog.ReadBackFailed(logger, exception, typeof(TState).Name);
            deactivate();
        }
    }

    private async Task ReadAgain()
    {
        var (startedAt, etag) = (freshness.Now, storage.Etag);
        await storage.ReadStateAsync();
        if (storage.Etag == etag)
        {
            _seen = new(storage.State = State, startedAt);
            return;
        }

        (_seen, WroteLast) = (new(storage.State, startedAt), false);
        Replacements++;
        End();
    }

    /// <summary>Another activation wrote: this one writes nothing any more, and the next call goes to a new one.</summary>
    private void End()
    {
        IsSuperseded = true;
        deactivate();
    }

    private void ThrowIfSuperseded()
    {
        if (IsSuperseded)
            throw new InconsistentStateException("Another activation of the grain wrote its state since.");
    }

    /// <summary>Reads that interleave with a write wait for it: the state between the two is neither.</summary>
    private Task InTurn(Func<Task> operation) => _last = _last.IsCompleted ? operation() : After(_last, operation);

    private static async Task After(Task before, Func<Task> operation)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        await operation();
    }
}

/// <summary>
/// A state as it was on disk, and when that was: what <see cref="CommittedState{TState}"/> shows to other threads than the grain's.
/// </summary>
/// <remarks>
/// Both are in one immutable object that one volatile write publishes. A reader on another thread takes the reference once. It can neither see a
/// state with the time of another one, nor half of the time, nor an object whose fields are not written yet (release and acquire). The write is
/// complete before the caller of a command is answered, and the answer reaches the next reader through queues and locks. So a read that begins
/// after an answer gets what the answer promised, or something newer.
/// </remarks>
/// <param name="State">An immutable record.</param>
/// <param name="At">When the read or write of the row began, for <see cref="StateFreshness.IsOld"/>.</param>
public sealed record SeenState<TState>(TState State, long At)
    where TState : class;

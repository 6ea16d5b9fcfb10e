using System.Diagnostics;
using Microsoft.Extensions.Logging;
using OrleansMicro.Events;
using OrleansMicro.Telemetry;

namespace OrleansMicro;

/// <summary>
/// Lets the many concurrent callers of a reentrant grain share one storage write. Callers queue mutations; one loop takes all that
/// are queued, applies them in order to a copy, writes the copy once and then answers all of them. So no caller ever learns anything
/// that is not on disk, and a row that a thousand callers want is written a few times, not a thousand times.
/// </summary>
/// <remarks>
/// Use from the grain's own turns only. A failed write answers all its callers with the failure and reads the state back, because
/// the write may have got through all the same: what was on disk is what counts afterwards.
/// </remarks>
/// <typeparam name="TState">An immutable record: a mutation gives a new one, or the same reference when nothing changed.</typeparam>
public sealed class GroupCommit<TState>
    where TState : class
{
    /// <summary>See the constructor.</summary>
    internal const int DefaultCapacity = 20_000;

    private readonly IPersistentState<TState> _storage;
    private readonly StateFreshness _freshness;
    private readonly ILogger _logger;
    private readonly int _capacity;
    private readonly Func<TState, TState>? _durable;
    private readonly IEventSource<TState>? _events;
    private readonly Queue<Waiting> _queue = new();
    private readonly List<Waiting> _batch = [];
    private readonly List<Func<TState, TState>> _deferred = [];
    private bool _running;
    private bool _stale;
    private bool _hasVolatile;
    private long _seenAt;

    /// <summary>Starts from what the storage has loaded, so create it in or after <c>OnActivateAsync</c>.</summary>
    /// <param name="storage">The state; nobody else may write it.</param>
    /// <param name="freshness">How long the state may be relied on without a look at the disk.</param>
    /// <param name="logger">Logs rows that cannot be read back.</param>
    /// <param name="capacity">Most mutations that may wait; one more is refused with <see cref="LimitExceededException"/>.</param>
    /// <param name="durable">Takes out of a state what need not be on disk, or gives the same reference. All that is left out must come from
    /// <see cref="ApplyVolatile"/>; <see cref="Flush"/> writes it. Null: a state is written as it is.</param>
    public GroupCommit(
        IPersistentState<TState> storage,
        StateFreshness freshness,
        ILogger logger,
        int capacity = DefaultCapacity,
        Func<TState, TState>? durable = null)
        : this(storage, freshness, logger, capacity, durable, null)
    {
    }

    internal GroupCommit(
        IPersistentState<TState> storage,
        StateFreshness freshness,
        ILogger logger,
        int capacity,
        Func<TState, TState>? durable,
        IEventSource<TState>? events)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        (_storage, _freshness, _logger, _capacity, _durable, _events) = (storage, freshness, logger, capacity, durable, events);
        (State, _seenAt) = (storage.State, freshness.Now);
    }

    /// <summary>The state as it is on disk, and what <see cref="ApplyVolatile"/> did to it since; never one whose write is under way.</summary>
    public TState State { get; private set; }

    /// <summary>The state for somebody who relies on it: read again first if the last look at the disk is too long ago.</summary>
    /// <param name="cancellation">Ends the wait. The state is not read if it is cancelled before.</param>
    public async ValueTask<TState> Read(CancellationToken cancellation = default)
    {
        if (_freshness.IsOld(_seenAt))
            await Enqueue(new Waiting<bool>(static state => (state, true)) { Cancellation = cancellation });
        return State;
    }

    /// <summary>The state as it is on disk now, if somebody else may have written it.</summary>
    public async Task<TState> ReadNow()
    {
        if (_freshness.IsLimited)
            await Enqueue(new Waiting<bool>(static state => (state, true)) { Reads = true });
        return State;
    }

    /// <summary>Writes the row again: from then on every earlier write of another activation fails, or this one does.</summary>
    public Task Fence() => Enqueue(new Waiting<bool>(static state => (state, true)) { Durable = true, WritesAlways = true });

    /// <summary>
    /// Applies a mutation and gives its result once it, and everything that it could see, is on disk. The mutation must be pure but
    /// for reading a clock; what it throws reaches its caller alone and changes nothing.
    /// </summary>
    /// <param name="mutation">The change.</param>
    /// <param name="cancellation">A mutation that is cancelled while it waits is not applied. One that was applied is written and answered.</param>
    /// <exception cref="LimitExceededException">Too many are waiting; nothing was changed, try again later.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled while it waited; nothing was changed.</exception>
    public Task<TResult> Apply<TResult>(Func<TState, (TState State, TResult Result)> mutation, CancellationToken cancellation = default) =>
        Enqueue(new Waiting<TResult>(mutation) { Durable = true, Cancellation = cancellation });

    /// <summary>
    /// Applies a mutation in its turn and gives its result as soon as everything that it could see is on disk. What it changed is written with the
    /// next write that happens anyway, or with <see cref="Flush"/>, and is lost when the process dies or a write fails before that. A
    /// caller that relies on it must check it.
    /// </summary>
    /// <exception cref="LimitExceededException">Too many are waiting; nothing was changed, try again later.</exception>
    public Task<TResult> ApplyVolatile<TResult>(Func<TState, (TState State, TResult Result)> mutation)
    {
        var waiting = new Waiting<TResult>(mutation);
        if (_running || _stale || _freshness.IsOld(_seenAt))
            return Enqueue(waiting);

        // No write is under way, so nothing that the change sees has to be waited for.
        KeepVolatile(waiting);
        waiting.Succeed();
        return waiting.Answer;
    }

    private Task<TResult> Enqueue<TResult>(Waiting<TResult> waiting)
    {
        if (_queue.Count >= _capacity)
            return Task.FromException<TResult>(new LimitExceededException($"{_capacity} changes wait for storage already; try again later."));
        _queue.Enqueue(waiting);
        Start();
        return waiting.Answer;
    }

    /// <summary>
    /// Applies a change that nobody waits for together with the next write that happens anyway, or with <see cref="Flush"/>. It may be
    /// applied more than once and is lost when the process dies first, so it must be idempotent and dispensable.
    /// </summary>
    public void ApplyDeferred(Func<TState, TState> change)
    {
        // While storage is down there is no end of them, and all are dispensable.
        if (_deferred.Count >= _capacity)
            return;
        _deferred.Add(change);
        if (_deferred.Count == _capacity)
            _ = Flush();
    }

    /// <summary>Writes what <see cref="ApplyDeferred"/> and <see cref="ApplyVolatile"/> were given, if there is any.</summary>
    public Task Flush()
    {
        if (_deferred.Count == 0 && !_hasVolatile)
            return Task.CompletedTask;
        var flush = new Waiting<bool>(static state => (state, true)) { Durable = true, WritesAll = true };
        _queue.Enqueue(flush);
        Start();
        return flush.Answer;
    }

    private void Start()
    {
        if (_running)
            return;
        _running = true;
        _ = Drain();
    }

    /// <summary>The one loop. Every failure ends in the callers' tasks, so this task itself never fails.</summary>
    private async Task Drain()
    {
        // Let all calls that are queued at the grain come in first: they then share the first write too.
        await Task.Yield();
        while (_queue.Count > 0)
        {
            TakeQueued();
            try
            {
                if (_batch.Count > 0)
                    await Commit();
            }
            catch (Exception exception)
            {
                foreach (var waiting in _batch)
                    waiting.Fail(exception);
            }

            _batch.Clear();
        }

        _running = false;
    }

    /// <summary>Takes all that are queued, except for those that were cancelled while they waited.</summary>
    private void TakeQueued()
    {
        while (_queue.TryDequeue(out var waiting))
        {
            if (waiting.Cancellation.IsCancellationRequested)
                waiting.Fail(new OperationCanceledException(waiting.Cancellation));
            else
                _batch.Add(waiting);
        }
    }

    private async Task Commit()
    {
        // The loop that writes was begun by a caller that may have its answer by now. A shared write is a part of its first caller's trace.
        if (Tracing.Source.HasListeners())
            Activity.Current = _batch.Find(static waiting => waiting.Span is { Recorded: true, IsStopped: false })?.Span;

        // Answers that no write stands behind must not come from a row that another activation has changed long since. A batch in which nothing is
        // durable has no write, whatever it changes.
        if (_stale || _batch.Exists(static waiting => waiting.Reads)
            || (_freshness.IsOld(_seenAt) && !_batch.Exists(static waiting => waiting.Durable)))
            await ReadBack();
        var decided = Decide();
        if (!decided.Writes && _freshness.IsOld(_seenAt))
        {
            await ReadBack();
            decided = Decide();
        }

        if (decided.Writes)
            await Write(_events is null ? decided.Next : await _events.Seal(State, decided.Next), decided.WritesAll);
        _deferred.RemoveRange(0, decided.Deferred);
        foreach (var waiting in _batch)
            waiting.Succeed();
    }

    /// <summary>Applies all that were taken. What nobody needs on disk is the state at once; anything else has a row to be written.</summary>
    private Decision Decide()
    {
        if (!_batch.Exists(static waiting => waiting.Durable))
        {
            _batch.ForEach(KeepVolatile);
            return new(State, false, false, 0);
        }

        var (next, writesAll, writesAlways, deferred) = (State, false, false, _deferred.Count);
        for (var i = 0; i < deferred; i++)
            next = _deferred[i](next);
        foreach (var waiting in _batch)
        {
            next = waiting.Apply(next);
            writesAll |= waiting.WritesAll;
            writesAlways |= waiting.WritesAlways;
        }

        // Also for callers who changed nothing: what they saw may come from a change that was to wait.
        var writes = writesAlways || !ReferenceEquals(next, State) || (writesAll && _hasVolatile);
        return new(next, writes, writesAll, deferred);
    }

    private void KeepVolatile(Waiting waiting)
    {
        var next = waiting.Apply(State);
        if (!ReferenceEquals(next, State))
            (State, _hasVolatile) = (next, true);
    }

    private async Task Write(TState next, bool writesAll)
    {
        var (row, startedAt) = (writesAll || _durable is null ? next : _durable(next), _freshness.Now);
        _storage.State = row;
        try
        {
            await _storage.WriteStateAsync();
            (State, _hasVolatile, _seenAt) = (next, !ReferenceEquals(next, row), startedAt);
            _events?.Written(State);
        }
        catch
        {
            _storage.State = State;
            _stale = true;
            _events?.Replaced();
            await TryReadBack();
            throw;
        }
    }

    /// <summary>Reads back at once, so that readers see the truth; if storage is still down the next commit tries again first.</summary>
    private async Task TryReadBack()
    {
        try
        {
            await ReadBack();
        }
        catch (Exception exception)
        {
            // The caller gets the exception of the write, which is the cause; that reading failed too is kept in _stale.
            StateLog.ReadBackFailed(_logger, exception, typeof(TState).Name);
        }
    }

    private async Task ReadBack()
    {
        var (startedAt, etag) = (_freshness.Now, _storage.Etag);
        await _storage.ReadStateAsync();

        // What was not written yet belongs to the row that it was computed from.
        if (_stale || _storage.Etag != etag)
        {
            (State, _hasVolatile) = (_storage.State, false);
            _events?.Replaced();
        }


        (_stale, _seenAt) = (false, startedAt);
    }

    /// <param name="Next">The state after all that were taken.</param>
    /// <param name="Writes">Whether it is to be written.</param>
    /// <param name="WritesAll">Whether what need not be on disk is written too.</param>
    /// <param name="Deferred">How many deferred changes are in it.</param>
    private readonly record struct Decision(TState Next, bool Writes, bool WritesAll, int Deferred);

    private abstract class Waiting
    {
        /// <summary>Whether its caller is answered only when the change is on disk.</summary>
        public bool Durable { get; init; }

        /// <summary>Whether all that waits for a write is written now.</summary>
        public bool WritesAll { get; init; }

        /// <summary>Whether the row is written although nothing has changed.</summary>
        public bool WritesAlways { get; init; }

        /// <summary>Whether the row is read first.</summary>
        public bool Reads { get; init; }

        /// <summary>The span of its caller; null while telemetry is off.</summary>
        public Activity? Span { get; } = Tracing.Source.HasListeners() ? Activity.Current : null;

        /// <summary>The token of its caller.</summary>
        public CancellationToken Cancellation { get; init; }

        public abstract TState Apply(TState state);

        public abstract void Succeed();

        public abstract void Fail(Exception exception);
    }

    private sealed class Waiting<TResult>(Func<TState, (TState State, TResult Result)> mutation) : Waiting
    {
        // Not inline: a caller's continuation may come straight back with its next mutation.
        private readonly TaskCompletionSource<TResult> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private TResult? _result;
        private Exception? _failure;

        public Task<TResult> Answer => _answer.Task;

        public override TState Apply(TState state)
        {
            try
            {
                (state, _result) = mutation(state);
                _failure = null;
            }
            catch (Exception exception)
            {
                // Kept for its caller alone; the mutation may be applied once more to a newer state.
                _failure = exception;
            }

            return state;
        }

        public override void Succeed()
        {
            if (_failure is null)
                _answer.TrySetResult(_result!);
            else
                _answer.TrySetException(_failure);
        }

        public override void Fail(Exception exception) => _answer.TrySetException(exception);
    }
}

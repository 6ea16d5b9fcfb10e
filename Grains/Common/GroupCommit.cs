using System.Diagnostics;

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
    private readonly IPersistentState<TState> _storage;
    private readonly int _capacity;
    private readonly Queue<Waiting> _queue = new();
    private readonly List<Func<TState, TState>> _later = [];
    private bool _running;
    private bool _stale;

    /// <summary>Starts from what the storage has loaded, so create it in or after <c>OnActivateAsync</c>.</summary>
    /// <param name="storage">The state; nobody else may write it.</param>
    /// <param name="capacity">Most mutations that may wait; one more is refused with <see cref="LimitExceededException"/>.</param>
    public GroupCommit(IPersistentState<TState> storage, int capacity = 20_000)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        _storage = storage;
        _capacity = capacity;
        State = storage.State;
    }

    /// <summary>The state as it is on disk; never one whose write is under way.</summary>
    public TState State { get; private set; }

    /// <summary>Whether mutations given to <see cref="RunLater"/> are not on disk yet.</summary>
    public bool HasLater => _later.Count > 0;

    /// <summary>
    /// Applies a mutation and gives its result once it, and everything that it could see, is on disk. The mutation must be pure but
    /// for reading a clock; what it throws reaches its caller alone and changes nothing.
    /// </summary>
    /// <exception cref="LimitExceededException">Too many are waiting; nothing was changed, try again later.</exception>
    public Task<TResult> Run<TResult>(Func<TState, (TState State, TResult Result)> mutation)
    {
        if (_queue.Count >= _capacity)
            return Task.FromException<TResult>(new LimitExceededException($"{_capacity} changes wait for storage already; try again later."));
        var waiting = new Waiting<TResult>(mutation);
        _queue.Enqueue(waiting);
        Start();
        return waiting.Answer;
    }

    /// <summary>
    /// Applies a change that nobody waits for together with the next write that happens anyway, or with <see cref="Flush"/>. It may be
    /// applied more than once and is lost when the process dies first, so it must be idempotent and dispensable.
    /// </summary>
    public void RunLater(Func<TState, TState> change)
    {
        _later.Add(change);
        if (_later.Count >= _capacity)
            _ = Flush();
    }

    /// <summary>Writes what <see cref="RunLater"/> was given, if there is any.</summary>
    public Task Flush()
    {
        if (_later.Count == 0)
            return Task.CompletedTask;
        var flush = new Waiting<bool>(static state => (state, true)) { WritesLater = true };
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
            var batch = _queue.ToArray();
            _queue.Clear();
            try
            {
                await Commit(batch);
            }
            catch (Exception exception)
            {
                foreach (var waiting in batch)
                    waiting.Fail(exception);
            }
        }

        _running = false;
    }

    private async Task Commit(Waiting[] batch)
    {
        if (_stale)
            await ReadBack();

        var later = _later.Count;
        var start = State;
        for (var i = 0; i < later; i++)
            start = _later[i](start);

        var next = start;
        var writesLater = false;
        foreach (var waiting in batch)
        {
            next = waiting.Apply(next);
            writesLater |= waiting.WritesLater;
        }

        // Changes that can wait cause no write of their own.
        if (!ReferenceEquals(next, start) || (writesLater && !ReferenceEquals(start, State)))
        {
            await Write(next);
            _later.RemoveRange(0, later);
        }
        else if (ReferenceEquals(start, State))
        {
            _later.RemoveRange(0, later);
        }

        foreach (var waiting in batch)
            waiting.Succeed();
    }

    private async Task Write(TState next)
    {
        _storage.State = next;
        try
        {
            await _storage.WriteStateAsync();
            State = next;
        }
        catch
        {
            _storage.State = State;
            _stale = true;
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
            // The caller is told of the failed write, which is the cause; that reading failed too is kept in _stale.
            Debug.WriteLine(exception);
        }
    }

    private async Task ReadBack()
    {
        await _storage.ReadStateAsync();
        State = _storage.State;
        _stale = false;
    }

    private abstract class Waiting
    {
        public bool WritesLater { get; init; }

        public abstract TState Apply(TState state);

        public abstract void Succeed();

        public abstract void Fail(Exception exception);
    }

    private sealed class Waiting<TResult>(Func<TState, (TState State, TResult Result)> mutation) : Waiting
    {
        // Not inline: a caller's continuation may come straight back with its next mutation.
        private readonly TaskCompletionSource<TResult> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private TResult? _result;

        public Task<TResult> Answer => _answer.Task;

        public override TState Apply(TState state)
        {
            try
            {
                (state, _result) = mutation(state);
            }
            catch (Exception exception)
            {
                _answer.TrySetException(exception);
            }

            return state;
        }

        public override void Succeed() => _answer.TrySetResult(_result!);

        public override void Fail(Exception exception) => _answer.TrySetException(exception);
    }
}

namespace OrleansMicro.Simulation.Scheduling;

/// <summary>One thread, one queue, virtual time, and an order that the seed decides. Work on another thread fails the run.</summary>
internal sealed class Simulator
{
    // A step takes a microsecond of virtual time. Without it, code that runs in circles would stop the clock. In ticks of 100 ns.
    private const long TicksPerStep = 10;

    // A hundred times the steps of a long run: more means a loop without progress.
    private const long MaxSteps = 3_000_000;

    // Flows with the execution context to whatever a step starts, so that its arrival on another thread is noticed even if it never comes back.
    private static readonly AsyncLocal<Simulator?> Flowing = new(OnContextChanged);

    private readonly List<Work> _ready = [];
    private readonly PriorityQueue<Work, (long At, long Order)> _events = new();
    private readonly SimRandom _order;
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly int _shuffle;
    private ExecutionContext? _blank;
    private long _lastOrder;
    private string? _failure;
    private volatile string? _escape;

    /// <summary>Creates a simulator that runs on the current thread.</summary>
    public Simulator(long seed)
    {
        Seed = seed;
        _order = SimRandom.For(seed, "order");
        _shuffle = _order.Pick([0, 10, 50, 100]);
        Trace.Add(seed);
    }

    /// <summary>The process whose step this thread runs; null between steps and during events of the world.</summary>
    [field: ThreadStatic]
    public static SimProcess? Current { get; private set; }

    /// <summary>The seed, which decides everything.</summary>
    public long Seed { get; }

    public SimTrace Trace { get; } = new();

    /// <summary>Virtual time since the start, in ticks of 100 ns.</summary>
    public long Now { get; private set; }

    /// <summary>The number of steps so far.</summary>
    public long Steps { get; private set; }

    /// <summary>The first failure of the run itself: an exception that nothing caught, or work on another thread. Null if there was none.</summary>
    public string? Failure => _failure ?? _escape;

    /// <summary>Virtual time since the start.</summary>
    public TimeSpan Elapsed => TimeSpan.FromTicks(Now);

    /// <summary>Queues work of a process.</summary>
    public void Post(SimProcess process, SendOrPostCallback callback, object? state)
    {
        if (!CheckThread(callback) || process.IsDead)
            return;
        var work = new Work(process, callback, state);
        if (process.IsPaused)
            process.Held.Add(work);
        else
            _ready.Add(work);
    }

    /// <summary>Schedules an event of the world. The death or pause of a process does not prevent it.</summary>
    public void At(long time, Action happening)
    {
        if (CheckThread(happening))
            _events.Enqueue(new Work(null, static state => ((Action)state!)(), happening), (Math.Max(time, Now), ++_lastOrder));
    }

    /// <summary>Schedules an event of the world after a delay.</summary>
    public void After(TimeSpan delay, Action happening) => At(Now + Math.Max(0, delay.Ticks), happening);

    /// <summary>Makes the held work of a paused process ready.</summary>
    public void Release(List<Work> held)
    {
        _ready.AddRange(held);
        held.Clear();
    }

    /// <summary>Runs until a condition is true; false if the time ended first, nothing was left to do, or the run failed.</summary>
    public bool RunUntil(Func<bool> done, TimeSpan limit)
    {
        var end = limit.Ticks;
        var (synchronization, execution) = (SynchronizationContext.Current, ExecutionContext.Capture());
        Flowing.Value = this;
        _blank = ExecutionContext.Capture();
        try
        {
            while (!done())
            {
                if (Now >= end || Failure is not null || !Step())
                    return false;
            }

            return true;
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(synchronization);
            if (execution is not null)
                ExecutionContext.Restore(execution);
        }
    }

    /// <summary>Records that the run itself has failed. The first failure counts.</summary>
    public void Fail(string what) => _failure ??= what;

    private static void OnContextChanged(AsyncLocalValueChangedArgs<Simulator?> change)
    {
        if (change is { ThreadContextChanged: true, CurrentValue: { } simulator } && Environment.CurrentManagedThreadId != simulator._thread)
            simulator._escape ??= $"Work runs on another thread: {Environment.StackTrace}";
    }

    private bool Step()
    {
        if (Steps > MaxSteps)
            Fail($"No progress after {MaxSteps} steps.");
        while (_events.TryPeek(out var due, out var at) && (at.At <= Now || _ready.Count == 0))
        {
            _events.Dequeue();
            Now = Math.Max(Now, at.At);
            Run(due);
        }

        if (_ready.Count == 0)
            return _events.Count > 0;
        Run(Take());
        Now += TicksPerStep;
        return true;
    }

    private Work Take()
    {
        var index = _ready.Count > 1 && _order.Below(100) < _shuffle ? _order.Below(_ready.Count) : 0;
        var work = _ready[index];
        _ready.RemoveAt(index);
        return work;
    }

    private void Run(Work work)
    {
        if (work.Process is { } process)
        {
            if (process.IsDead)
                return;
            if (process.IsPaused)
            {
                process.Held.Add(work);
                return;
            }
        }

        Steps++;
        Current = work.Process;
        Trace.Add(Now);
        Trace.Add(work.Process?.Id ?? 0);
        SynchronizationContext.SetSynchronizationContext(work.Process?.NewContext());
        try
        {
            work.Callback(work.State);
        }
        catch (Exception exception)
        {
            Fail($"{work.Process?.Name ?? "The simulation"} did not catch: {exception}");
        }

        // A step must leave nothing behind for the next one, such as the request context of a call.
        Current = null;
        if (_blank is not null && !ReferenceEquals(ExecutionContext.Capture(), _blank))
            ExecutionContext.Restore(_blank);
    }

    private bool CheckThread(Delegate what)
    {
        if (Environment.CurrentManagedThreadId == _thread)
            return true;
        _escape ??= $"Work came back from another thread, for {what.Method.DeclaringType}.{what.Method.Name}: {Environment.StackTrace}";
        return false;
    }

    /// <summary>A piece of work. Events of the world have no process.</summary>
    internal readonly record struct Work(SimProcess? Process, SendOrPostCallback Callback, object? State);
}

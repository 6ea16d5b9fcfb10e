namespace OrleansMicro.Simulation.Scheduling;

/// <summary>
/// One thread, one queue, virtual time. Whatever is ready runs in an order that the seed decides; when nothing is ready the clock
/// moves to the next event. Nothing in a run may use another thread: who tries is reported as an escape.
/// </summary>
internal sealed class Simulator
{
    // Time goes on while there is work: what runs in circles does not stop the clock. In ticks of 100 ns.
    private const long TicksPerStep = 10;

    // A hundred times what a run takes: something is busy with nothing.
    private const long MaxSteps = 3_000_000;

    private readonly List<Work> _ready = [];
    private readonly PriorityQueue<Work, (long At, long Order)> _events = new();
    private readonly SimRandom _order;
    private readonly ExecutionContext? _blank;
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly int _shuffle;
    private long _lastOrder;
    private volatile string? _escape;

    /// <summary>Starts on this thread.</summary>
    public Simulator(long seed)
    {
        Seed = seed;
        _order = SimRandom.For(seed, "order");
        _shuffle = _order.Of([0, 10, 50, 100]);
        _blank = ExecutionContext.Capture();
        Trace.Add(seed);
    }

    /// <summary>The process whose step this thread runs; null between steps, and in what happens to the world.</summary>
    [field: ThreadStatic]
    public static SimProcess? Current { get; private set; }

    /// <summary>Decides everything.</summary>
    public long Seed { get; }

    /// <summary>What has happened.</summary>
    public SimTrace Trace { get; } = new();

    /// <summary>Time since the start, in ticks of 100 ns.</summary>
    public long Now { get; private set; }

    /// <summary>Steps taken.</summary>
    public long Steps { get; private set; }

    /// <summary>The first thing that went wrong with the run itself: an exception that nobody caught, or work on another thread.</summary>
    public string? Failure { get; private set; }

    /// <summary>Time since the start.</summary>
    public TimeSpan Elapsed => TimeSpan.FromTicks(Now);

    /// <summary>Has work done by a process, soon.</summary>
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

    /// <summary>Has something happen at a time; nobody's death or pause prevents it.</summary>
    public void At(long time, Action happening) => Schedule(Math.Max(time, Now), new Work(null, static state => ((Action)state!)(), happening));

    /// <summary>Has something happen after a while.</summary>
    public void After(TimeSpan delay, Action happening) => At(Now + Math.Max(0, delay.Ticks), happening);

    /// <summary>Makes what a process could not do while it was paused ready.</summary>
    public void Release(List<Work> held)
    {
        _ready.AddRange(held);
        held.Clear();
    }

    /// <summary>Runs until something has come true; false if the time was over before or nothing was left to do.</summary>
    public bool RunUntil(Func<bool> done, TimeSpan limit)
    {
        var end = limit.Ticks;
        var before = SynchronizationContext.Current;
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
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    /// <summary>Notes that the run itself has failed.</summary>
    public void Fail(string what) => Failure ??= what;

    private bool Step()
    {
        if (_escape is { } escape)
            Fail(escape);
        if (Steps > MaxSteps)
            Fail($"Busy with nothing: {MaxSteps} steps.");
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

        Current = null;
        if (_blank is not null && !ReferenceEquals(ExecutionContext.Capture(), _blank))
            ExecutionContext.Restore(_blank);
    }

    private void Schedule(long time, Work work)
    {
        if (CheckThread(work.Callback))
            _events.Enqueue(work, (time, ++_lastOrder));
    }

    private bool CheckThread(Delegate what)
    {
        if (Environment.CurrentManagedThreadId == _thread)
            return true;
        _escape ??= $"Work has escaped to another thread; it came back for {what.Method.DeclaringType}.{what.Method.Name}: {Environment.StackTrace}";
        return false;
    }

    /// <summary>Something to do.</summary>
    internal readonly record struct Work(SimProcess? Process, SendOrPostCallback Callback, object? State);
}

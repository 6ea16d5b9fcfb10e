namespace OrleansMicro.Silo;

/// <summary>
/// Runs a part of the server only while it is viewed: from the first view until it was not viewed for <see cref="IdleTime"/>. Starts and stops it in
/// the background, one at a time.
/// </summary>
internal sealed partial class WhileViewed : IHostedService, IAsyncDisposable, IDisposable
{
    /// <summary>How long it runs after a view.</summary>
    public static readonly TimeSpan IdleTime = TimeSpan.FromMinutes(1);

    /// <summary>How long views are ignored after a failed start.</summary>
    public static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(5);

    private readonly Func<Task<IAsyncDisposable>> _start;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly ITimer _idle;
    private readonly Lock _lock = new();
    private IAsyncDisposable? _running;
    private bool _isWanted;
    private bool _isChanging;
    private bool _isStopped;
    private long? _failedAt;
    private Task _change = Task.CompletedTask;

    /// <param name="start">Starts the part. Disposal stops it.</param>
    /// <param name="clock">Measures <see cref="IdleTime"/>.</param>
    /// <param name="logger">Gets failures.</param>
    public WhileViewed(Func<Task<IAsyncDisposable>> start, TimeProvider clock, ILogger logger)
    {
        (_start, _clock, _logger) = (start, clock, logger);
        _idle = clock.CreateTimer(static self => ((WhileViewed)self!).Want(false), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The start or stop under way, or the last one.</summary>
    public Task Change
    {
        get
        {
            lock (_lock)
                return _change;
        }
    }

    /// <summary>Starts the part if it does not run, and lets it run on. Does not wait.</summary>
    public void View()
    {
        lock (_lock)
        {
            if (_isStopped || (_failedAt is { } failedAt && _clock.GetElapsedTime(failedAt) < RetryDelay))
                return;
            _failedAt = null;
            _idle.Change(IdleTime, Timeout.InfiniteTimeSpan);
            Want(true);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Stops the part for good. Waits for that until the host gives up.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        await Change.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None);

    public void Dispose()
    {
        lock (_lock)
        {
            _isStopped = true;
            Want(false);
        }

        _idle.Dispose();
    }

    private void Want(bool isWanted)
    {
        lock (_lock)
        {
            _isWanted = isWanted;
            if (_isChanging || isWanted == _running is not null)
                return;
            _isChanging = true;
            _change = Task.Run(ChangeAsync);
        }
    }

    private async Task ChangeAsync()
    {
        while (NextStep() is { } step)
            await step();
    }

    private Func<Task>? NextStep()
    {
        lock (_lock)
        {
            Func<Task>? step = (_isWanted, _running) switch
            {
                (true, null) => StartPart,
                (false, { } running) => () => StopPart(running),
                _ => null,
            };
            _isChanging = step is not null;
            return step;
        }
    }

    private async Task StartPart()
    {
        try
        {
            var running = await _start();
            lock (_lock)
                _running = running;
        }
        catch (Exception e)
        {
            LogNotStarted(_logger, RetryDelay, e);
            lock (_lock)
                (_isWanted, _failedAt) = (false, _clock.GetTimestamp());
        }
    }

    private async Task StopPart(IAsyncDisposable running)
    {
        try
        {
            await running.DisposeAsync();
        }
        catch (Exception e)
        {
            LogNotStopped(_logger, e);
        }
        finally
        {
            lock (_lock)
                _running = null;
        }
    }

    [LoggerMessage(EventId = 2303, Level = LogLevel.Warning, Message = "The dashboard did not start. A view after {Delay} tries again.")]
    private static partial void LogNotStarted(ILogger logger, TimeSpan delay, Exception error);

    [LoggerMessage(EventId = 2304, Level = LogLevel.Warning, Message = "The dashboard did not stop in order.")]
    private static partial void LogNotStopped(ILogger logger, Exception error);
}

using Microsoft.Extensions.Time.Testing;
using OrleansMicro.Silo;
using OrleansMicro.Tests.Common;

namespace OrleansMicro.Tests.Silo.Dashboard;

/// <summary>A part of the server runs from its first view until a minute after its last one.</summary>
public sealed class WhileViewedTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly RecordingLogger _logger = new();
    private readonly List<string> _events = [];
    private readonly SemaphoreSlim _happened = new(0);
    private readonly WhileViewed _part;
    private Func<Task> _start = static () => Task.CompletedTask;
    private Func<Task> _stop = static () => Task.CompletedTask;

    public WhileViewedTests() => _part = new WhileViewed(Start, _clock, _logger);

    public async ValueTask DisposeAsync()
    {
        await _part.DisposeAsync();
        _happened.Dispose();
    }

    [Fact]
    public async Task Does_not_start_before_the_first_view()
    {
        await _part.StartAsync(default);
        _clock.Advance(WhileViewed.IdleTime * 2);
        await Expect();
    }

    [Fact]
    public async Task Starts_at_the_first_view_once()
    {
        _part.View();
        _part.View();
        await Expect("start");
        _part.View();
        await Expect("start");
    }

    [Fact]
    public async Task Runs_on_while_it_is_viewed()
    {
        for (var i = 0; i < 10; i++)
        {
            _part.View();
            _clock.Advance(WhileViewed.IdleTime - TimeSpan.FromSeconds(1));
        }

        await Expect("start");
    }

    [Fact]
    public async Task Stops_a_minute_after_the_last_view_and_starts_again()
    {
        for (var i = 0; i < 2; i++)
        {
            _part.View();
            await _part.Change;
            _clock.Advance(WhileViewed.IdleTime);
            await _part.Change;
        }

        await Expect("start", "stop", "start", "stop");
    }

    [Fact]
    public async Task A_view_during_the_stop_starts_it_again()
    {
        var stop = new TaskCompletionSource();
        _stop = () => stop.Task;
        _part.View();
        await _happened.WaitAsync();
        await _part.Change;
        _clock.Advance(WhileViewed.IdleTime);
        await _happened.WaitAsync();
        _part.View();
        stop.SetResult();
        await Expect("start", "stop", "start");
    }

    [Fact]
    public async Task A_start_that_outlasts_the_views_is_followed_by_a_stop()
    {
        var start = new TaskCompletionSource();
        _start = () => start.Task;
        _part.View();
        await _happened.WaitAsync();
        _clock.Advance(WhileViewed.IdleTime);
        start.SetResult();
        await Expect("start", "stop");
    }

    [Fact]
    public async Task A_failed_start_is_logged_and_tried_again_after_a_delay()
    {
        _start = static () => throw new InvalidOperationException("no meter");
        _part.View();
        await Expect("start");
        Assert.Equal(2303, Assert.Single(_logger.Entries).Id);

        _start = static () => Task.CompletedTask;
        _part.View();
        await Expect("start");
        _clock.Advance(WhileViewed.RetryDelay);
        _part.View();
        await Expect("start", "start");
    }

    [Fact]
    public async Task A_failed_stop_is_logged_and_followed_by_a_start()
    {
        _stop = static () => throw new InvalidOperationException("no meter");
        _part.View();
        await _part.Change;
        _clock.Advance(WhileViewed.IdleTime);
        await _part.Change;
        Assert.Equal(2304, Assert.Single(_logger.Entries).Id);
        _part.View();
        await Expect("start", "stop", "start");
    }

    [Fact]
    public async Task The_end_of_the_host_stops_it_for_good()
    {
        _part.View();
        await _part.Change;
        await _part.StopAsync(default);
        _part.View();
        await Expect("start", "stop");
    }

    [Fact]
    public async Task The_end_of_the_host_does_not_wait_longer_than_it_may()
    {
        var stop = new TaskCompletionSource();
        _stop = () => stop.Task;
        _part.View();
        await _part.Change;
        await _part.StopAsync(new CancellationToken(canceled: true));
        stop.SetResult();
        await Expect("start", "stop");
    }

    private async Task Expect(params string[] events)
    {
        await _part.Change;
        Assert.Equal(events, _events);
    }

    private void Happened(string what)
    {
        _events.Add(what);
        _happened.Release();
    }

    private async Task<IAsyncDisposable> Start()
    {
        Happened("start");
        await _start();
        return new Part(this);
    }

    private sealed class Part(WhileViewedTests test) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            test.Happened("stop");
            await test._stop();
        }
    }
}

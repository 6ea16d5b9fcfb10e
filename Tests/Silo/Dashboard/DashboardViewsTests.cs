using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OrleansMicro.Silo;
using OrleansMicro.Tests.Common;

namespace OrleansMicro.Tests.Silo.Dashboard;

/// <summary>A view on one silo is sent to all silos, but not every view.</summary>
public sealed class DashboardViewsTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly WhileViewed _dashboard;
    private readonly DashboardViews _views;
    private readonly List<string> _sent = [];
    private int _starts;
    private Task<object?[]> _answer = Task.FromResult<object?[]>([]);

    public DashboardViewsTests()
    {
        _dashboard = new WhileViewed(Start, _clock, NullLogger.Instance);
        var management = Stub.For<IManagementGrain>(Answer);
        _views = new DashboardViews(
            _dashboard, Stub.For<IGrainFactory>(_ => management), _clock, NullLogger<DashboardViews>.Instance);
    }

    public ValueTask DisposeAsync() => _dashboard.DisposeAsync();

    [Fact]
    public async Task Silos_are_notified_at_most_every_five_seconds()
    {
        _views.Add();
        await _views.Notification;
        _views.Add();
        Assert.Single(_sent);
        _clock.Advance(DashboardViews.Interval);
        _views.Add();
        Assert.Equal(2, _sent.Count);
    }

    [Fact]
    public async Task One_message_is_under_way_at_a_time()
    {
        var answer = new TaskCompletionSource<object?[]>();
        _answer = answer.Task;
        _views.Add();
        _clock.Advance(DashboardViews.Interval);
        _views.Add();
        Assert.Single(_sent);
        answer.SetException(new TimeoutException());
        await _views.Notification;
        _views.Add();
        Assert.Equal(2, _sent.Count);
    }

    [Fact]
    public async Task A_view_on_another_silo_wakes_this_one_and_is_not_passed_on()
    {
        await _views.ExecuteCommand(0, null);
        await _dashboard.Change;
        Assert.Equal(1, _starts);
        Assert.Empty(_sent);
    }

    private object Answer(string method)
    {
        _sent.Add(method);
        return _answer;
    }

    private Task<IAsyncDisposable> Start()
    {
        _starts++;
        return Task.FromResult<IAsyncDisposable>(new MemoryStream());
    }
}

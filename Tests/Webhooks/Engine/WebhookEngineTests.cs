using Microsoft.Extensions.Time.Testing;
using OrleansMicro.Events;
using OrleansMicro.Webhooks;

namespace OrleansMicro.Tests.Webhooks.Engine;

/// <summary>The deliveries of one webhook.</summary>
public sealed class WebhookEngineTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 30, 12, 0, 0, TimeSpan.Zero));
    private readonly FakeHost _host;
    private readonly WebhookEngine _engine;

    public WebhookEngineTests()
    {
        _host = new FakeHost(_clock);
        _engine = Start(FakeHost.NewProgress());
    }

    [Fact]
    public void One_event_of_a_subject_is_under_way_and_others_go_on()
    {
        for (var i = 0; i < 3; i++)
            _host.Append("orders/a");
        _host.Append("orders/b");

        Assert.Equal(["orders/a/1", "orders/b/1"], _host.UnderWay.Select(static sent => sent.Event.Id).Order());
        Answer("orders/a", 200);
        Assert.Contains("orders/a/2", _host.UnderWay.Select(static sent => sent.Event.Id));
    }

    [Fact]
    public void At_most_16_deliveries_are_under_way()
    {
        for (var i = 0; i < 40; i++)
            _host.Append($"orders/{i}");

        Assert.Equal(WebhookEngine.MaxUnderWay, _host.UnderWay.Count);
    }

    [Fact]
    public void A_failed_event_is_parked_with_those_behind_it()
    {
        _host.Append("orders/a");
        _host.Append("orders/a");
        Answer("orders/a", 500);
        _host.Append("orders/a");
        Answer(_host.Append("orders/b").Subject, 200);

        var progress = _engine.TakeSnapshot();
        Assert.Equal([1L, 2L, 3L], progress.Parked.Select(static parked => parked.Sequence));
        Assert.Equal([1, 0, 0], progress.Parked.Select(static parked => parked.Attempts));
        Assert.Empty(_host.UnderWay);
        Assert.Equal(4, progress.Lanes.Sum(static lane => lane.Cursor));
    }

    [Fact]
    public void Retries_follow_the_schedule_until_the_event_is_given_up()
    {
        _host.Append("orders/a");
        _host.Append("orders/a");
        for (var attempt = 1; attempt < RetryRules.Schedule.Length; attempt++)
        {
            Answer("orders/a", 500);
            Advance(RetryRules.Schedule[attempt] - TimeSpan.FromSeconds(1));
            Assert.Empty(_host.UnderWay);
            Advance(TimeSpan.FromSeconds(1));
        }

        Answer("orders/a", 500);

        Assert.Equal("orders/a/1", Assert.Single(_host.DeadLetters).Id);
        Assert.Equal("orders/a/2", Assert.Single(_host.UnderWay).Event.Id);
        Assert.Equal(DeliveryOutcome.GivenUp, _host.Ended[^1].Outcome);
    }

    [Fact]
    public void While_the_circuit_is_open_nothing_is_parked_or_sent()
    {
        Fail(CircuitRules.MinFailures + 50);
        var parked = _engine.Parked;
        Assert.InRange(parked, CircuitRules.MinFailures - 1, CircuitRules.MinFailures);
        Assert.Empty(_host.UnderWay);

        for (var i = 0; i < 1_000; i++)
            _host.Append($"orders/later-{i}");
        Advance(CircuitRules.OpenFor - TimeSpan.FromSeconds(1));

        Assert.Empty(_host.UnderWay);
        Assert.Equal(parked, _engine.Parked);
    }

    [Fact]
    public void A_probe_that_succeeds_lets_all_go_at_once()
    {
        Fail(CircuitRules.MinFailures + 50);
        Advance(CircuitRules.OpenFor);
        Assert.Single(_host.UnderWay);

        _host.Answer(200);

        Assert.Equal(WebhookEngine.MaxUnderWay, _host.UnderWay.Count);
        while (_host.UnderWay.Count > 0)
            _host.Answer(200);
        Assert.Equal(0, _engine.Parked);
        Assert.Equal(CircuitRules.MinFailures + 50, _host.Accepted.Count);
    }

    [Fact]
    public void A_probe_that_fails_is_another_one_the_next_time()
    {
        Fail(CircuitRules.MinFailures + 50);
        Advance(CircuitRules.OpenFor);
        var first = _host.Answer(500);
        Advance(CircuitRules.OpenFor);

        Assert.NotEqual(first.Id, Assert.Single(_host.UnderWay).Event.Id);
    }

    [Fact]
    public void Retry_after_is_honoured_and_costs_no_attempt()
    {
        _host.Append("orders/a");
        _host.Answer(429, retryAfter: TimeSpan.FromSeconds(2));
        _host.Append("orders/b");
        Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(_host.UnderWay);

        Advance(TimeSpan.FromSeconds(1));
        Assert.Single(_host.UnderWay);
        _host.Answer(200);
        _host.Answer(200);

        Assert.Equal(2, _host.Accepted.Count);
        Assert.Equal(0, _engine.Parked);
        Assert.All(_host.Ended, static ended => Assert.Equal(1, ended.Attempt));
    }

    [Fact]
    public void Gone_disables_and_keeps_the_event()
    {
        _host.Append("orders/a");
        _host.Answer(410);
        _host.Append("orders/b");

        Assert.Equal("The endpoint answered 410.", _host.DisabledReason);
        Assert.Empty(_host.UnderWay);
        Assert.Equal(0, _engine.TakeSnapshot().Lanes[EventSubjects.ShardOf("orders/a")].Cursor);
    }

    [Fact]
    public void Five_days_of_failures_disable()
    {
        Fail(CircuitRules.MinFailures + 50);
        while (_host.DisabledReason is null && _clock.GetUtcNow() < new DateTimeOffset(2026, 12, 6, 0, 0, 0, TimeSpan.Zero))
        {
            Advance(CircuitRules.OpenFor);
            if (_host.UnderWay.Count > 0)
                _host.Answer(500);
        }

        Assert.InRange(_clock.GetUtcNow(), new(2026, 12, 5, 12, 0, 0, TimeSpan.Zero), new(2026, 12, 5, 12, 5, 0, TimeSpan.Zero));

        // Resumed, it has another five days.
        (_host.DisabledReason, _engine.IsRunning) = (null, true);
        _engine.Hurry();
        _engine.Pump();
        _host.Answer(500);
        Assert.Null(_host.DisabledReason);
    }

    [Fact]
    public void A_success_between_keeps_it_enabled()
    {
        for (var day = 0; day < 7; day++)
        {
            Answer(_host.Append($"orders/bad-{day}").Subject, 500);
            Answer(_host.Append($"orders/good-{day}").Subject, 200);
            Advance(TimeSpan.FromDays(1));
            while (_host.UnderWay.Count > 0)
                _host.Answer(500);
        }

        Assert.Null(_host.DisabledReason);
    }

    [Fact]
    public void Events_that_are_not_wanted_move_the_cursor()
    {
        _host.Filter = static happened => happened.Subject == "orders/b";
        _host.Append("orders/a");

        Assert.True(_engine.HasMoved);
        Assert.Equal(1, _engine.TakeSnapshot().Lanes.Sum(static lane => lane.Cursor));
        Assert.Empty(_host.UnderWay);
    }

    [Fact]
    public void A_full_list_of_parked_events_stops_reading()
    {
        // Successes in between keep the circuit closed.
        for (var i = 0; i < 4_000; i++)
        {
            var good = _host.Append($"orders/good-{i}");
            var bad = _host.Append($"orders/bad-{i}");
            foreach (var happened in new[] { good, good, bad })
            {
                if (_host.UnderWay.FindIndex(sent => sent.Event == happened) is >= 0 and var index)
                    _host.Answer(happened == good || i % 2 == 0 ? 200 : 500, index);
            }
        }

        Assert.Equal(WebhookEngine.MaxParked, _engine.Parked);
        Assert.True(_engine.TakeSnapshot().Lanes.Sum(static lane => lane.Cursor) < 8_000);
    }

    [Fact]
    public void A_range_is_sent_once_more_with_the_same_ids()
    {
        for (var i = 0; i < 4; i++)
            Answer(_host.Append("orders/a").Subject, 200);
        var shard = EventSubjects.ShardOf("orders/a");

        Assert.True(_engine.AddRanges([new(shard, 0, new ResendRange(_engine.NextOf(shard), "orders/a", 2, 3, null, null))]));
        _engine.Pump();
        while (_host.UnderWay.Count > 0)
            _host.Answer(200);
        _engine.Pump();

        Assert.Equal(["orders/a/2", "orders/a/3"], _host.Accepted.Skip(4).Select(static happened => happened.Id));
        Assert.Equal(EventLog.Shards, _engine.TakeSnapshot().Lanes.Length);
    }

    private WebhookEngine Start(WebhookProgress progress)
    {
        var engine = new WebhookEngine(_host, progress, [], new FixedChance(), _clock) { IsRunning = true };
        engine.Pump();
        return engine;
    }

    private void Fail(int events)
    {
        for (var i = 0; i < events; i++)
            _host.Append($"orders/{i}");
        while (_host.UnderWay.Count > 0)
            _host.Answer(500);
    }

    private void Answer(string subject, int status) =>
        _host.Answer(status, _host.UnderWay.FindIndex(sent => sent.Event.Subject == subject));

    private void Advance(TimeSpan time)
    {
        _clock.Advance(time);
        _engine.Pump();
    }
}

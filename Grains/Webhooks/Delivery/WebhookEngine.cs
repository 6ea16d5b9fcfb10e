using System.Collections.Immutable;
using OrleansMicro.Events;

namespace OrleansMicro.Webhooks;

/// <summary>
/// Delivers the events of one webhook: reads the logs, and sends what the webhook wants, in order per subject. An event that fails is parked, so that
/// the others go on. While most deliveries fail, nothing is sent or parked, and the cursors wait. See
/// docs/decisions/0038-park-failed-webhook-deliveries.md. For the turns of one grain.
/// </summary>
internal sealed class WebhookEngine
{
    /// <summary>The most deliveries that are under way.</summary>
    public const int MaxUnderWay = 16;

    /// <summary>The most events that are parked. While there are as many, events that fail hold their lane.</summary>
    public const int MaxParked = 1_000;

    /// <summary>The most ranges that are sent once more at a time.</summary>
    public const int MaxRanges = 64;

    private static readonly TimeSpan ReadPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(5);

    private readonly IWebhookHost _host;
    private readonly IWebhookChance _chance;
    private readonly TimeProvider _clock;
    private readonly List<EventLane> _lanes;
    private readonly List<QueuedEvent> _parked = [];
    private readonly DeliveryQueue _queue = new();
    private Circuit _circuit;
    private WebhookProgress _progress;
    private int _underWay;
    private bool _isPumping;
    private bool _mustPark;

    public WebhookEngine(
        IWebhookHost host, WebhookProgress progress, IEnumerable<StoredDeadLetter> resending, IWebhookChance chance, TimeProvider clock)
    {
        (_host, _chance, _clock, _progress) = (host, chance, clock, progress);
        _lanes = [.. progress.Lanes.Select(static lane => new EventLane(lane))];
        _circuit = CircuitRules.Restore(progress.PausedUntil);
        foreach (var item in progress.Parked.Select(QueuedEvent.From))
        {
            _parked.Add(item);
            _queue.Add(item, Now);
        }

        AddDeadLetters(resending);
    }

    /// <summary>Whether it reads and sends.</summary>
    public bool IsRunning { get; set; }

    /// <summary>Whether a delivery ended since <see cref="TakeSnapshot"/>.</summary>
    public bool IsDirty { get; private set; }

    /// <summary>Whether a lane was read since <see cref="TakeSnapshot"/>.</summary>
    public bool HasMoved { get; private set; }

    /// <summary>The events that wait, in the logs and here.</summary>
    public long Waiting => _lanes.Sum(static lane => lane.Behind + lane.Undone);

    /// <summary>The events that are parked.</summary>
    public int Parked => _parked.Count;

    /// <summary>Until when nothing is sent; null: events are sent.</summary>
    public DateTimeOffset? PausedUntil => _circuit.PausedUntil;

    /// <summary>When the deliveries began to fail, when the latest one succeeded, and the latest failure.</summary>
    public WebhookProgress Latest => _progress;

    private DateTimeOffset Now => _clock.GetUtcNow();

    /// <summary>Begins what can begin: reads and deliveries. Called after everything that happens, and every second.</summary>
    public void Pump()
    {
        if (_isPumping)
            return;
        _isPumping = true;
        var goesOn = IsRunning;
        while (goesOn)
            goesOn = BeginNext() && IsRunning;
        IsDirty |= _lanes.RemoveAll(static lane => lane.IsDone) > 0;
        _isPumping = false;
    }

    /// <summary>Sends ranges once more. False if too many are sent already.</summary>
    public bool AddRanges(IReadOnlyCollection<LaneState> ranges)
    {
        if (_lanes.Count - EventLog.Shards + ranges.Count > MaxRanges)
            return false;
        _lanes.AddRange(ranges.Select(static range => new EventLane(range)));
        IsDirty = true;
        return true;
    }

    /// <summary>Where each log was read to: the ranges that are sent once more end there.</summary>
    public long NextOf(int shard) => _lanes.Where(lane => lane.Shard == shard && lane.Range is null).Max(static lane => lane.Next);

    /// <summary>Sends dead letters once more.</summary>
    public void AddDeadLetters(IEnumerable<StoredDeadLetter> letters)
    {
        foreach (var letter in letters)
            _queue.Add(QueuedEvent.From(letter), Now);
    }

    /// <summary>Sends at once what waits for its time: the endpoint is another one, or somebody asked for it.</summary>
    public void Hurry()
    {
        (_circuit, _progress) = (Circuit.New, _progress with { FailingSince = null });
        _queue.HurryAll(Now);
        IsDirty = true;
    }

    /// <summary>What is to be written.</summary>
    public WebhookProgress TakeSnapshot()
    {
        (IsDirty, HasMoved) = (false, false);
        return _progress = _progress with
        {
            Lanes = [.. _lanes.Select(static lane => lane.ToState())],
            Parked = [.. _parked.Select(static item => item.ToParked())],
            PausedUntil = _circuit.PausedUntil,
        };
    }

    /// <summary>The snapshot was not written.</summary>
    public void KeepDirty() => IsDirty = true;

    private bool BeginNext()
    {
        var now = Now;
        ParkBehind(_parked.Count < MaxParked && _mustPark ? _queue.BehindParked() : []);
        if (_lanes.Find(lane => lane.CanRead(now)) is { } lane)
        {
            lane.IsReading = true;
            _ = Read(lane);
            return true;
        }

        if (CircuitRules.Room(_circuit, _underWay, MaxUnderWay, now) <= 0 || !_queue.TryTake(now, out var item))
            return false;
        _underWay++;
        _circuit = CircuitRules.Begin(_circuit);
        _ = Deliver(item);
        return true;
    }

    private async Task Read(EventLane lane)
    {
        try
        {
            Accept(lane, await _host.Read(lane.Shard, new ReadEvents(lane.Next, lane.Limit, Limits.MaxCallWait)));
        }
        catch (Exception exception)
        {
            lane.ReadAt = Now + ReadPause;
            _host.Failed(exception);
        }

        lane.IsReading = false;
        Pump();
    }

    private void Accept(EventLane lane, EventPage page)
    {
        HasMoved |= page.Next != lane.Next;
        if (page.Events.IsEmpty && lane.Next > 0 && page.Oldest > lane.Next)
        {
            _host.Lost(lane.Shard, lane.Next, page.Oldest);
            lane.Skip(page.Oldest);
            return;
        }

        foreach (var logged in page.Events)
        {
            if (lane.Has(logged) && _host.Wants(logged.Event))
                Accept(lane, logged);
        }

        lane.Pass(page);
    }

    private void Accept(EventLane lane, LoggedEvent logged)
    {
        var item = QueuedEvent.From(lane.Shard, logged);
        item.Lane = lane;
        lane.Add(item);
        _queue.Add(item, Now);

        // An event behind a parked one must not wait at the cursor, or the other subjects would wait with it.
        ParkBehind(_queue.BehindParked(item.Subject));
    }

    private async Task Deliver(QueuedEvent item)
    {
        try
        {
            item.Event ??= await Load(item);
            if (item.Event is { } happened)
            {
                var startedAt = Now;
                await Settle(item, happened, startedAt, await _host.Send(happened));
            }
            else
            {
                _host.Lost(item.Shard, item.Position, item.Position + 1);
                Remove(item);
            }
        }
        catch (Exception exception)
        {
            _host.Failed(exception);
            Return(item, Now + RetryPause);
        }

        _underWay--;
        Pump();
    }

    /// <summary>Reads a parked event from its log, which holds it. Null if the operator gave it up.</summary>
    private async Task<MarketEvent?> Load(QueuedEvent item)
    {
        var page = await _host.Read(item.Shard, new ReadEvents(item.Position, 1, TimeSpan.Zero));
        return page.Events is [var found] && found.Position == item.Position ? found.Event : null;
    }

    private async Task Settle(QueuedEvent item, MarketEvent happened, DateTimeOffset startedAt, WebhookAnswer answer)
    {
        var now = Now;
        var (outcome, before) = (RetryRules.Judge(answer), _circuit.Mode);
        _circuit = CircuitRules.End(_circuit, outcome, RetryRules.Bound(answer.RetryAfter ?? TimeSpan.Zero), now);
        if (outcome == DeliveryOutcome.Delivered)
        {
            _host.Delivered(happened, item.Attempts + 1, startedAt, answer, outcome);
            _progress = _progress with { FailingSince = null, DeliveredAt = now, Error = null };
            if (item.Kind == QueuedKind.DeadLetter || item.Lane?.Range is not null)
                await _host.RemoveDeadLetter(happened);
            Remove(item);
            if (before == CircuitMode.Probing)
                _queue.HurryAll(now);
            return;
        }

        item.FailedAt ??= now;
        _progress = _progress with { FailingSince = _progress.FailingSince ?? now, Error = answer.Failure };
        if (outcome == DeliveryOutcome.Failed && _circuit.Mode == CircuitMode.Closed && item.Kind != QueuedKind.DeadLetter)
            item.Attempts++;
        var attempt = Math.Max(1, item.Attempts);
        var next = NextAttempt(item, outcome, now);
        _host.Delivered(happened, attempt, startedAt, answer, next is null ? DeliveryOutcome.GivenUp : outcome);
        if (outcome == DeliveryOutcome.Gone)
            await Disable("The endpoint answered 410.");
        else if (now - _progress.FailingSince >= RetryRules.DisableAfter)
            await Disable($"All deliveries have failed since {_progress.FailingSince:u}. The last error: {answer.Failure}");
        if (next is { } at)
            Return(item, at);
        else
            await GiveUp(item, happened, answer.Failure);
    }

    /// <summary>When an event that failed is sent again; null: never. It is parked only if the endpoint works otherwise.</summary>
    private DateTimeOffset? NextAttempt(QueuedEvent item, DeliveryOutcome outcome, DateTimeOffset now)
    {
        if (outcome == DeliveryOutcome.Gone)
            return now;
        if (outcome == DeliveryOutcome.Postponed && now - item.FailedAt >= RetryRules.MaxPostponement)
            return null;
        if (_circuit.PausedUntil is { } until)
            return until;
        if (item.Kind == QueuedKind.DeadLetter || RetryRules.PauseAfter(item.Attempts, _chance.NextDouble()) is not { } pause)
            return null;
        if (item.Kind == QueuedKind.Fresh && _parked.Count < MaxParked)
            Park(item);
        return now + pause;
    }

    private async Task GiveUp(QueuedEvent item, MarketEvent happened, string error)
    {
        // On disk as a dead letter, before it is no longer on disk as a parked event.
        if (item.Kind == QueuedKind.DeadLetter)
            await _host.FailDeadLetter(happened, error);
        else
            await _host.AddDeadLetter(happened, item.Attempts, error);
        Remove(item);
    }

    private async Task Disable(string reason)
    {
        IsRunning = false;
        await _host.Disable(reason);
    }

    private void Return(QueuedEvent item, DateTimeOffset at)
    {
        item.NextAt = at;
        IsDirty = true;
        _queue.Return(item, Now);
        ParkBehind(_queue.BehindParked(item.Subject));
    }

    private void Remove(QueuedEvent item)
    {
        IsDirty = true;
        if (item.Kind == QueuedKind.Parked)
            _parked.Remove(item);
        if (!item.HasLeftLane)
            item.Lane!.Leave(item);
        _queue.Remove(item, Now);
    }

    private void Park(QueuedEvent item)
    {
        item.Kind = QueuedKind.Parked;
        item.Lane!.Leave(item);
        _parked.Add(item);
        IsDirty = true;
    }

    private void ParkBehind(IEnumerable<QueuedEvent> items)
    {
        foreach (var item in items.ToImmutableArray())
        {
            _mustPark = _parked.Count >= MaxParked;
            if (_mustPark)
                return;
            Park(item);
        }
    }
}

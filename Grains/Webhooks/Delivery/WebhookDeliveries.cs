using Microsoft.Extensions.Logging;
using Orleans.Storage;
using OrleansMicro.Events;

namespace OrleansMicro.Webhooks;

/// <summary>
/// The deliveries of one activation of a webhook: gives <see cref="WebhookEngine"/> logs, endpoint and dead letters, and writes how far it is.
/// </summary>
internal sealed partial class WebhookDeliveries(
    WebhookRows rows, WebhookHolds holds, WebhookRequests requests, IWebhookChance chance, TimeProvider clock, Action deactivate, ILogger logger)
    : IWebhookHost
{
    /// <summary>Events that a webhook does not want move its cursors, which need not be written often.</summary>
    private static readonly TimeSpan MovePause = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan RecordsPause = TimeSpan.FromSeconds(10);

    private WebhookEngine? _engine;
    private Task? _starting;
    private Task _flushing = Task.CompletedTask;
    private DateTimeOffset _flushedAt;
    private DateTimeOffset _recordedAt;
    private long _epoch;
    private bool _hasEnded;

    /// <summary>How the deliveries go.</summary>
    public WebhookHealth Health
    {
        get
        {
            var latest = _engine?.Latest ?? rows.Webhook.State.Progress;
            return new WebhookHealth(
                _engine?.Waiting ?? 0, _engine?.Parked ?? latest.Parked.Length, rows.DeadLetters.State.Items.Length,
                _engine is null ? latest.PausedUntil : _engine.PausedUntil, latest.FailingSince, latest.DeliveredAt, latest.Error);
        }
    }

    /// <summary>Starts, unless it has started, and follows the status of the webhook.</summary>
    public async Task Start()
    {
        if (_engine is null && !_hasEnded)
        {
            if (_starting is null or { IsCompleted: true })
                _starting = StartNow();
            await _starting;
        }

        FollowStatus();
    }

    /// <summary>Delivers if the webhook is active.</summary>
    public void FollowStatus()
    {
        if (_engine is null || _hasEnded)
            return;
        _engine.IsRunning = rows.Webhook.State is { Exists: true, Status: WebhookStatus.Active };
        _engine.Pump();
    }

    /// <summary>The endpoint is another one, or works again: what waits for its time is sent at once.</summary>
    public void Hurry() => _engine?.Hurry();

    /// <summary>Sends ranges of the logs once more. False if too many are sent already.</summary>
    public bool AddRanges(ResendEvents command)
    {
        var shards = command.Subject is { } subject ? [EventSubjects.ShardOf(subject)] : Enumerable.Range(0, EventLog.Shards);
        return _engine!.AddRanges([
            .. from shard in shards
               let end = _engine.NextOf(shard)
               select new LaneState(
                   shard, 0, new ResendRange(end, command.Subject, command.FromSequence, command.ToSequence, command.From, command.Until)),
        ]);
    }

    /// <summary>Sends dead letters once more.</summary>
    public async Task ResendDeadLetters(ResendEvents command)
    {
        var before = rows.DeadLetters.State.Items.Where(static item => item.Resending).Select(static item => item.Number).ToHashSet();
        await rows.DeadLetters.Apply(state => (DeadLetterRules.Resend(state, command), true));
        _engine?.AddDeadLetters(rows.DeadLetters.State.Items.Where(item => item.Resending && !before.Contains(item.Number)));
    }

    /// <summary>Called every second.</summary>
    public async Task Tick()
    {
        _engine?.Pump();
        if (_flushing.IsCompleted)
            await Flush();
        var now = clock.GetUtcNow();
        if (now - _recordedAt < RecordsPause)
            return;
        _recordedAt = now;
        await Record();
    }

    /// <summary>Writes how far it is, if it is further. A failure is logged and tried again.</summary>
    public Task Flush(bool isForced = false) => _flushing = FlushAfter(_flushing, isForced);

    /// <summary>Writes the delivery log.</summary>
    public async Task Record()
    {
        try
        {
            await rows.Records.Flush();
        }
        catch (Exception exception)
        {
            LogNotWritten(logger, rows.WebhookId, exception);
        }
    }

    /// <summary>Ends for good. Reads and deliveries that are under way end on their own.</summary>
    public void Stop()
    {
        _hasEnded = true;
        if (_engine is not null)
            _engine.IsRunning = false;
    }

    Task<EventPage> IWebhookHost.Read(int shard, ReadEvents query) => holds.Log(shard).Read(query, Caller.System);

    bool IWebhookHost.Wants(MarketEvent happened) =>
        rows.Webhook.State is { } state && WebhookFilterRules.Matches(state.Types, state.SellerId, happened);

    Task<WebhookAnswer> IWebhookHost.Send(MarketEvent happened) => requests.Send(rows.Webhook.State, happened);

    void IWebhookHost.Delivered(MarketEvent happened, int attempt, DateTimeOffset startedAt, WebhookAnswer answer, DeliveryOutcome outcome) =>
        rows.Records.Add(happened, attempt, startedAt, rows.Webhook.State.Url, WebhookRequests.Shown(happened, startedAt), answer, outcome);

    async Task IWebhookHost.AddDeadLetter(MarketEvent happened, int attempts, string error)
    {
        var now = clock.GetUtcNow();
        LogGivenUp(logger, rows.WebhookId, happened.Id, attempts);
        await rows.DeadLetters.Apply(state => (DeadLetterRules.Add(state, happened, attempts, now, error), true));
    }

    Task IWebhookHost.RemoveDeadLetter(MarketEvent happened) =>
        rows.DeadLetters.Apply(state => (DeadLetterRules.Remove(state, happened.Subject, happened.Sequence), true));

    Task IWebhookHost.FailDeadLetter(MarketEvent happened, string error)
    {
        var now = clock.GetUtcNow();
        return rows.DeadLetters.Apply(state => (DeadLetterRules.Failed(state, happened.Subject, happened.Sequence, now, error), true));
    }

    async Task IWebhookHost.Disable(string reason)
    {
        LogDisabled(logger, rows.WebhookId, reason);
        await rows.Webhook.Apply(state => (WebhookRules.Disable(state, reason), true));
        await Flush(isForced: true);
    }

    void IWebhookHost.Lost(int shard, long from, long to) => LogLost(logger, rows.WebhookId, shard, from, to);

    void IWebhookHost.Failed(Exception exception) => LogFailed(logger, rows.WebhookId, exception);

    private async Task StartNow()
    {
        // From now on no earlier activation writes its progress over this one's.
        var state = await rows.Webhook.Apply(static state =>
        {
            var next = !state.Exists ? state : state with { Progress = state.Progress with { Epoch = state.Progress.Epoch + 1 } };
            return (next, next);
        });
        if (!state.Exists || _hasEnded)
            return;
        _epoch = state.Progress.Epoch;
        _engine = new WebhookEngine(
            this, state.Progress, rows.DeadLetters.State.Items.Where(static item => item.Resending), chance, clock);
    }

    private async Task FlushAfter(Task earlier, bool isForced)
    {
        await earlier;
        var now = clock.GetUtcNow();
        if (_engine is null || _hasEnded || !(isForced || _engine.IsDirty || (_engine.HasMoved && now - _flushedAt >= MovePause)))
            return;
        _flushedAt = now;
        var snapshot = _engine.TakeSnapshot();
        try
        {
            var isLatest = await rows.Webhook.Apply(
                state => state.Progress.Epoch == _epoch ? (state with { Progress = snapshot }, true) : (state, false));
            if (!isLatest)
                throw new InconsistentStateException("Another activation delivers.");
            await (rows.Webhook.State.Status == WebhookStatus.Disabled ? holds.Release() : holds.Follow(snapshot));
        }
        catch (Exception exception)
        {
            _engine.KeepDirty();
            LogNotWritten(logger, rows.WebhookId, exception);
            if (exception is not InconsistentStateException)
                return;
            Stop();
            deactivate();
        }
    }

    [LoggerMessage(1601, LogLevel.Warning, "Webhook {Webhook} is disabled. {Reason}")]
    private static partial void LogDisabled(ILogger logger, string webhook, string reason);

    [LoggerMessage(1602, LogLevel.Warning, "Webhook {Webhook}: event {Event} is a dead letter after {Attempts} attempts.")]
    private static partial void LogGivenUp(ILogger logger, string webhook, string @event, int attempts);

    [LoggerMessage(1603, LogLevel.Warning, "Webhook {Webhook}: log {Shard} no longer has the events from {From} to {To}. They are not delivered.")]
    private static partial void LogLost(ILogger logger, string webhook, int shard, long from, long to);

    [LoggerMessage(1604, LogLevel.Warning, "Webhook {Webhook}: a read or delivery failed. It is tried again.")]
    private static partial void LogFailed(ILogger logger, string webhook, Exception exception);

    [LoggerMessage(1605, LogLevel.Warning, "Webhook {Webhook}: its progress could not be written. After a crash, its latest events are sent again.")]
    private static partial void LogNotWritten(ILogger logger, string webhook, Exception exception);
}

/// <summary>The rows of a webhook.</summary>
/// <param name="WebhookId">The webhook.</param>
/// <param name="Webhook">Its settings and progress.</param>
/// <param name="DeadLetters">Its dead letters.</param>
/// <param name="Records">Its latest deliveries.</param>
internal sealed record WebhookRows(
    string WebhookId, GroupCommit<WebhookState> Webhook, GroupCommit<DeadLetterState> DeadLetters, DeliveryRecords Records);

using System.Collections.Immutable;
using Microsoft.Extensions.Time.Testing;
using OrleansMicro.Events;
using OrleansMicro.Webhooks;

namespace OrleansMicro.Tests.Webhooks.Engine;

/// <summary>
/// The logs and the endpoint of one engine, on one thread: a delivery is under way until the test answers it. The answers of an engine that
/// has crashed change nothing.
/// </summary>
internal sealed class FakeHost(FakeTimeProvider clock) : IWebhookHost
{
    private static readonly InlineContext Inline = new();
    private readonly List<MarketEvent>[] _logs = [[], [], [], []];
    private readonly List<(int Shard, ReadEvents Query, TaskCompletionSource<EventPage> Page)> _readers = [];

    /// <summary>The deliveries that are under way, oldest first.</summary>
    public List<(MarketEvent Event, TaskCompletionSource<WebhookAnswer> Answer)> UnderWay { get; } = [];

    /// <summary>What the endpoint accepted, in order.</summary>
    public List<MarketEvent> Accepted { get; } = [];

    public List<MarketEvent> DeadLetters { get; } = [];

    /// <summary>The ids of the events that were dead letters once.</summary>
    public HashSet<string> EverDead { get; } = [];

    public List<(string EventId, DeliveryOutcome Outcome, int Attempt, DateTimeOffset At)> Ended { get; } = [];

    public string? DisabledReason { get; set; }

    public Func<MarketEvent, bool> Filter { get; set; } = static _ => true;

    public IEnumerable<(int Shard, long Position, MarketEvent Event)> All =>
        _logs.SelectMany(static (log, shard) => log.Select((happened, index) => (shard, (long)index, happened)));

    /// <summary>The newest event of a subject, with the next sequence.</summary>
    public MarketEvent Append(string subject, string type = "com.orleansmicro.order.paid.v1")
    {
        var shard = EventSubjects.ShardOf(subject);
        var sequence = _logs[shard].Count(happened => happened.Subject == subject) + 1;
        var happened = new MarketEvent(type, subject, sequence, clock.GetUtcNow(), null, null, null, new EventData("{}"));
        _logs[shard].Add(happened);
        foreach (var reader in _readers.Where(reader => reader.Shard == shard).ToArray())
        {
            _readers.Remove(reader);
            reader.Page.TrySetResult(PageOf(shard, reader.Query));
        }

        return happened;
    }

    /// <summary>The endpoint answers the oldest delivery, or another one.</summary>
    public MarketEvent Answer(int status, int index = 0, TimeSpan? retryAfter = null)
    {
        var (happened, answer) = UnderWay[index];
        UnderWay.RemoveAt(index);
        if (status is >= 200 and < 300)
            Accepted.Add(happened);
        answer.SetResult(new WebhookAnswer(status, RetryAfter: retryAfter));
        return happened;
    }

    /// <summary>Forgets what is under way: its engine has crashed.</summary>
    public void Crash()
    {
        UnderWay.Clear();
        _readers.Clear();
    }

    public static WebhookProgress NewProgress() => new()
    {
        Lanes = [.. Enumerable.Range(0, EventLog.Shards).Select(static shard => new LaneState(shard, 0))],
    };

    public Task<EventPage> Read(int shard, ReadEvents query)
    {
        if (query.From < _logs[shard].Count || query.Wait == TimeSpan.Zero)
            return Task.FromResult(PageOf(shard, query));
        StayOnThread();
        var page = new TaskCompletionSource<EventPage>();
        _readers.Add((shard, query, page));
        return page.Task;
    }

    public bool Wants(MarketEvent happened) => Filter(happened);

    public Task<WebhookAnswer> Send(MarketEvent happened)
    {
        StayOnThread();
        var answer = new TaskCompletionSource<WebhookAnswer>();
        UnderWay.Add((happened, answer));
        return answer.Task;
    }

    public void Delivered(MarketEvent happened, int attempt, DateTimeOffset startedAt, WebhookAnswer answer, DeliveryOutcome outcome) =>
        Ended.Add((happened.Id, outcome, attempt, startedAt));

    public Task AddDeadLetter(MarketEvent happened, int attempts, string error)
    {
        DeadLetters.Add(happened);
        EverDead.Add(happened.Id);
        return Task.CompletedTask;
    }

    public Task RemoveDeadLetter(MarketEvent happened)
    {
        DeadLetters.RemoveAll(letter => letter.Id == happened.Id);
        return Task.CompletedTask;
    }

    public Task FailDeadLetter(MarketEvent happened, string error) => Task.CompletedTask;

    public Task Disable(string reason)
    {
        DisabledReason = reason;
        return Task.CompletedTask;
    }

    public void Lost(int shard, long from, long to) => Assert.Fail($"Log {shard} has lost {from} to {to}.");

    public void Failed(Exception exception) => Assert.Fail(exception.ToString());

    /// <summary>What the engine does next happens on the thread that answers it, as in a grain.</summary>
    private static void StayOnThread() => SynchronizationContext.SetSynchronizationContext(Inline);

    private EventPage PageOf(int shard, ReadEvents query)
    {
        var found = _logs[shard].Skip((int)query.From).Take(query.Limit)
            .Select((happened, index) => new LoggedEvent(query.From + index, happened)).ToImmutableArray();
        var next = query.From + found.Length;
        return new EventPage(found, next, 0, _logs[shard].Count - next);
    }
}

/// <summary>Always the same number.</summary>
internal sealed class FixedChance(double number = 0) : IWebhookChance
{
    public void Fill(Span<byte> bytes) => bytes.Fill((byte)(number * byte.MaxValue));

    public double NextDouble() => number;
}

/// <summary>Runs everything at once, on the thread that asks for it.</summary>
internal sealed class InlineContext : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object? state) => d(state);
}

using OrleansMicro.Events;

namespace OrleansMicro.Webhooks;

/// <summary>What <see cref="WebhookEngine"/> needs.</summary>
internal interface IWebhookHost
{
    /// <summary>Reads a log.</summary>
    Task<EventPage> Read(int shard, ReadEvents query);

    /// <summary>Whether the webhook gets an event.</summary>
    bool Wants(MarketEvent happened);

    /// <summary>Sends an event to the endpoint.</summary>
    Task<WebhookAnswer> Send(MarketEvent happened);

    /// <summary>A delivery has ended.</summary>
    void Delivered(MarketEvent happened, int attempt, DateTimeOffset startedAt, WebhookAnswer answer, DeliveryOutcome outcome);

    /// <summary>Makes an event a dead letter, durably.</summary>
    Task AddDeadLetter(MarketEvent happened, int attempts, string error);

    /// <summary>Takes a dead letter out that was delivered, durably.</summary>
    Task RemoveDeadLetter(MarketEvent happened);

    /// <summary>A dead letter failed once more, and stays one.</summary>
    Task FailDeadLetter(MarketEvent happened, string error);

    /// <summary>Disables the webhook, durably.</summary>
    Task Disable(string reason);

    /// <summary>The log no longer has events that were not delivered.</summary>
    void Lost(int shard, long from, long to);

    /// <summary>Something failed that is tried again.</summary>
    void Failed(Exception exception);
}

namespace OrleansMicro.Webhooks;

/// <summary>Whether a webhook delivers.</summary>
[GenerateSerializer, Alias("om.webhook.status")]
public enum WebhookStatus
{
    /// <summary>It delivers.</summary>
    Active,

    /// <summary>Its events wait until it is resumed.</summary>
    Paused,

    /// <summary>Its endpoint is gone, or failed for days. It holds no events any more.</summary>
    Disabled,
}

/// <summary>A webhook without its secrets.</summary>
/// <param name="WebhookId">The webhook.</param>
/// <param name="Url">Where events are sent.</param>
/// <param name="Description">For people.</param>
/// <param name="Types">The types of events that are sent. Empty: all.</param>
/// <param name="SellerId">Only events of this seller are sent; null: of all.</param>
/// <param name="Status">Whether it delivers.</param>
/// <param name="DisabledReason">Why it was disabled; null: it was not.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="EarlierSecretUntil">Until when the earlier secret signs too; null: there is one secret.</param>
/// <param name="Health">How its deliveries go.</param>
/// <param name="Version">Increases by one with each change of the settings, status or secrets. The ETag of the REST API.</param>
[GenerateSerializer, Immutable, Alias("om.webhook")]
public sealed record Webhook(
    [property: Id(0)] string WebhookId,
    [property: Id(1)] string Url,
    [property: Id(2)] string Description,
    [property: Id(3)] ImmutableArray<string> Types,
    [property: Id(4)] string? SellerId,
    [property: Id(5)] WebhookStatus Status,
    [property: Id(6)] string? DisabledReason,
    [property: Id(7)] DateTimeOffset CreatedAt,
    [property: Id(8)] DateTimeOffset? EarlierSecretUntil,
    [property: Id(9)] WebhookHealth Health,
    [property: Id(10)] long Version);

/// <summary>How the deliveries of a webhook go.</summary>
/// <param name="Waiting">The events in the logs that it has not read yet, of any type, and those that it has read and not delivered.</param>
/// <param name="Parked">The events that failed and wait for their next attempt, and later events of their subjects.</param>
/// <param name="DeadLetters">The events that were given up.</param>
/// <param name="PausedUntil">Until when nothing is sent, because the endpoint fails or asked for it; null: events are sent.</param>
/// <param name="FailingSince">The first failure since the latest success; null: the latest delivery succeeded.</param>
/// <param name="DeliveredAt">The latest success.</param>
/// <param name="Error">The latest failure; null: the latest delivery succeeded.</param>
[GenerateSerializer, Immutable, Alias("om.webhook.health")]
public sealed record WebhookHealth(
    [property: Id(0)] long Waiting,
    [property: Id(1)] int Parked,
    [property: Id(2)] int DeadLetters,
    [property: Id(3)] DateTimeOffset? PausedUntil,
    [property: Id(4)] DateTimeOffset? FailingSince,
    [property: Id(5)] DateTimeOffset? DeliveredAt,
    [property: Id(6)] string? Error);

/// <summary>A webhook with its newest secret, which is shown this once.</summary>
/// <param name="Webhook">The webhook.</param>
/// <param name="Secret">Verifies signatures: <c>whsec_</c> and base64.</param>
[GenerateSerializer, Immutable, Alias("om.webhook.new")]
public sealed record NewWebhook([property: Id(0)] Webhook Webhook, [property: Id(1)] string Secret)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Webhook} with a secret";
}

/// <summary>A webhook that was deleted.</summary>
/// <param name="WebhookId">The webhook.</param>
[GenerateSerializer, Immutable, Alias("om.webhook.deleted")]
public sealed record WebhookDeleted([property: Id(0)] string WebhookId);

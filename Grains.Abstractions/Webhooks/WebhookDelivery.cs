namespace OrleansMicro.Webhooks;

/// <summary>How a delivery ended.</summary>
[GenerateSerializer, Alias("om.webhook.outcome")]
public enum DeliveryOutcome
{
    /// <summary>The endpoint answered 2xx.</summary>
    Delivered,

    /// <summary>It failed, and is tried again.</summary>
    Failed,

    /// <summary>The endpoint asked to wait, and gets it again later.</summary>
    Postponed,

    /// <summary>It failed for the last time: see <see cref="DeadLetter"/>.</summary>
    GivenUp,

    /// <summary>The endpoint answered 410. The webhook is disabled.</summary>
    Gone,
}

/// <summary>One delivery, with the heads of request and response.</summary>
/// <param name="Number">Grows with each delivery of the webhook.</param>
/// <param name="EventId">The event.</param>
/// <param name="Type">The type of the event.</param>
/// <param name="Attempt">1 for the first attempt.</param>
/// <param name="At">When it began.</param>
/// <param name="DurationMs">How long it took in milliseconds.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Url">Where it was sent.</param>
/// <param name="RequestHeaders">The headers of the request, without signatures.</param>
/// <param name="Status">The status of the response; null: there was none.</param>
/// <param name="ResponseHeaders">The first headers of the response.</param>
/// <param name="ResponseBody">The first characters of the response.</param>
/// <param name="Error">What failed, in words; null: nothing.</param>
[GenerateSerializer, Immutable, Alias("om.webhook.delivery")]
public sealed record WebhookDelivery(
    [property: Id(0)] long Number,
    [property: Id(1)] string EventId,
    [property: Id(2)] string Type,
    [property: Id(3)] int Attempt,
    [property: Id(4)] DateTimeOffset At,
    [property: Id(5)] long DurationMs,
    [property: Id(6)] DeliveryOutcome Outcome,
    [property: Id(7)] string Url,
    [property: Id(8)] ImmutableArray<WebhookHeader> RequestHeaders,
    [property: Id(9)] int? Status,
    [property: Id(10)] ImmutableArray<WebhookHeader> ResponseHeaders,
    [property: Id(11)] string? ResponseBody,
    [property: Id(12)] string? Error);

/// <summary>A header of a request or response.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">The value, shortened.</param>
[GenerateSerializer, Immutable, Alias("om.webhook.header")]
public readonly record struct WebhookHeader([property: Id(0)] string Name, [property: Id(1)] string Value);

/// <summary>An event that was given up after its last attempt. Its sequence is missing at the consumer until it is sent again.</summary>
/// <param name="Number">Grows with each dead letter of the webhook.</param>
/// <param name="EventId">The event.</param>
/// <param name="Type">The type of the event.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Sequence">The sequence that the consumer lacks.</param>
/// <param name="Time">When it happened.</param>
/// <param name="Attempts">How often it was sent.</param>
/// <param name="At">When it was given up.</param>
/// <param name="Error">The last failure.</param>
/// <param name="Resending">Whether it is being sent again.</param>
[GenerateSerializer, Immutable, Alias("om.webhook.deadletter")]
public sealed record DeadLetter(
    [property: Id(0)] long Number,
    [property: Id(1)] string EventId,
    [property: Id(2)] string Type,
    [property: Id(3)] string Subject,
    [property: Id(4)] long Sequence,
    [property: Id(5)] DateTimeOffset Time,
    [property: Id(6)] int Attempts,
    [property: Id(7)] DateTimeOffset At,
    [property: Id(8)] string? Error,
    [property: Id(9)] bool Resending);

/// <summary>A test event that was sent.</summary>
/// <param name="EventId">Its id, which the deliveries have.</param>
/// <param name="Delivery">Its delivery; null: it is still under way.</param>
[GenerateSerializer, Immutable, Alias("om.webhook.test")]
public sealed record WebhookTest([property: Id(0)] string EventId, [property: Id(1)] WebhookDelivery? Delivery)
{
    /// <summary>The type of test events.</summary>
    public const string EventType = "com.orleansmicro.webhook.test.v1";
}

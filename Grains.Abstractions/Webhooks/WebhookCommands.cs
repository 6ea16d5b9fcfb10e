namespace OrleansMicro.Webhooks;

/// <summary>What a webhook is for.</summary>
/// <param name="Url">Where events are sent: https, at most <see cref="Limits.MaxUrlLength"/> characters.</param>
/// <param name="Description">For people: one line of at most <see cref="Limits.MaxTextLength"/> characters.</param>
/// <param name="Types">Which types of events are sent: names such as <c>order.paid.v1</c>, or patterns such as <c>order.*</c>, at most <see
/// cref="Limits.MaxEventFilters"/>. Empty: all.</param>
[GenerateSerializer, Immutable, Alias("om.webhook.settings")]
public sealed record WebhookSettings(
    [property: Id(0)] string Url, [property: Id(1)] string Description, [property: Id(2)] ImmutableArray<string> Types);

/// <summary>Creates a webhook.</summary>
/// <param name="OperationId">The id of this command. A repeat with the same id changes nothing.</param>
/// <param name="Settings">See <see cref="WebhookSettings"/>.</param>
/// <param name="SellerId">Only events of this seller are sent; null: of all.</param>
[GenerateSerializer, Immutable, Alias("om.webhook.create")]
public sealed record CreateWebhook(
    [property: Id(0)] string OperationId, [property: Id(1)] WebhookSettings Settings, [property: Id(2)] string? SellerId);

/// <summary>Replaces the settings of a webhook. Its seller stays.</summary>
/// <param name="OperationId">See <see cref="CreateWebhook"/>.</param>
/// <param name="Settings">See <see cref="WebhookSettings"/>.</param>
/// <param name="Versions">The versions for which it is carried out.</param>
[GenerateSerializer, Immutable, Alias("om.webhook.change")]
public sealed record ChangeWebhook(
    [property: Id(0)] string OperationId, [property: Id(1)] WebhookSettings Settings, [property: Id(2)] VersionCondition Versions = default);

/// <summary>Pauses or resumes a webhook.</summary>
/// <param name="OperationId">See <see cref="CreateWebhook"/>.</param>
/// <param name="Paused">Whether it is to be paused.</param>
[GenerateSerializer, Immutable, Alias("om.webhook.pause")]
public sealed record PauseWebhook([property: Id(0)] string OperationId, [property: Id(1)] bool Paused);

/// <summary>Makes a new secret.</summary>
/// <param name="OperationId">See <see cref="CreateWebhook"/>.</param>
[GenerateSerializer, Immutable, Alias("om.webhook.rotate")]
public sealed record RotateWebhookSecret([property: Id(0)] string OperationId);

/// <summary>Deletes a webhook.</summary>
/// <param name="Versions">The versions for which it is carried out.</param>
[GenerateSerializer, Immutable, Alias("om.webhook.delete")]
public sealed record DeleteWebhook([property: Id(0)] VersionCondition Versions = default);

/// <summary>Sends events once more: dead letters, events of a subject, or events of a time.</summary>
/// <param name="OperationId">See <see cref="CreateWebhook"/>.</param>
/// <param name="DeadLetters">Whether dead letters are sent. If not, events of the log are sent.</param>
/// <param name="Subject">Only events of this subject; null: of all.</param>
/// <param name="FromSequence">The first sequence; null: from the beginning.</param>
/// <param name="ToSequence">The last sequence; null: to the end.</param>
/// <param name="From">The earliest time; null: from the beginning.</param>
/// <param name="Until">The time after the last one; null: until now.</param>
[GenerateSerializer, Immutable, Alias("om.webhook.resend")]
public sealed record ResendEvents(
    [property: Id(0)] string OperationId,
    [property: Id(1)] bool DeadLetters = false,
    [property: Id(2)] string? Subject = null,
    [property: Id(3)] long? FromSequence = null,
    [property: Id(4)] long? ToSequence = null,
    [property: Id(5)] DateTimeOffset? From = null,
    [property: Id(6)] DateTimeOffset? Until = null);

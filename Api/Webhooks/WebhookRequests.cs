namespace OrleansMicro.Webhooks;

/// <summary>A new webhook.</summary>
internal sealed class CreateWebhookRequest : JsonRequest<CreateWebhookRequest>
{
    /// <summary>Where events are sent: https, with public addresses.</summary>
    [JsonRequired, WebhookUrl] public string Url { get; set; } = "";

    /// <summary>For people. Empty if left out.</summary>
    [OptionalLine(Limits.MaxTextLength)] public string? Description { get; set; }

    /// <summary>Types of events such as order.paid.v1, or patterns such as order.*. All if left out or empty.</summary>
    [MaxEntries(Limits.MaxEventFilters)] public IReadOnlyList<string>? Types { get; set; }

    /// <summary>Only events of this seller are sent. Those of all if left out.</summary>
    [OptionalIdentifier] public string? SellerId { get; set; }

    public CreateWebhook ToCommand(IdempotencyKey key) =>
        new(key.ToOperationId("create-webhook"), new(Url, Description ?? "", [.. Types ?? []]), SellerId);
}

/// <summary>The settings of a webhook.</summary>
internal sealed class PutWebhookRequest : JsonRequest<PutWebhookRequest>
{
    /// <summary>Where events are sent: https, with public addresses.</summary>
    [JsonRequired, WebhookUrl] public string Url { get; set; } = "";

    /// <summary>For people. Empty if left out.</summary>
    [OptionalLine(Limits.MaxTextLength)] public string? Description { get; set; }

    /// <summary>Types of events such as order.paid.v1, or patterns such as order.*. All if left out or empty.</summary>
    [MaxEntries(Limits.MaxEventFilters)] public IReadOnlyList<string>? Types { get; set; }

    public ChangeWebhook ToCommand(VersionCondition versions) =>
        new(OperationId.Create(), new(Url, Description ?? "", [.. Types ?? []]), versions);
}

using System.Collections.Immutable;

namespace OrleansMicro.Webhooks;

/// <summary>A webhook as it is stored. It has secrets: it must never be logged.</summary>
[GenerateSerializer, Immutable, Alias("om.webhook.state")]
public sealed record WebhookState
{
    /// <summary>See <see cref="Webhook"/>. 0 if there is none.</summary>
    [Id(0)]
    public long Version { get; init; }

    /// <summary>See <see cref="Webhook"/>.</summary>
    [Id(1)]
    public string Url { get; init => field = value ?? ""; } = "";

    /// <summary>See <see cref="Webhook"/>.</summary>
    [Id(2)]
    public string Description { get; init => field = value ?? ""; } = "";

    /// <summary>See <see cref="Webhook"/>.</summary>
    [Id(3)]
    public ImmutableArray<string> Types { get; init => field = value.OrEmpty(); } = [];

    /// <summary>See <see cref="Webhook"/>.</summary>
    [Id(4)]
    public string? SellerId { get; init; }

    /// <summary>Who created it.</summary>
    [Id(5)]
    public Caller? Owner { get; init; }

    /// <summary>The secrets, newest first: one, or two while the earlier one still signs.</summary>
    [Id(6)]
    public ImmutableArray<WebhookSecret> Secrets { get; init => field = value.OrEmpty(); } = [];

    /// <summary>See <see cref="Webhook"/>.</summary>
    [Id(7)]
    public WebhookStatus Status { get; init; }

    /// <summary>See <see cref="Webhook"/>.</summary>
    [Id(8)]
    public string? DisabledReason { get; init; }

    /// <summary>See <see cref="Webhook"/>.</summary>
    [Id(9)]
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Whether it was deleted. The row stays, so that a late repeat of its creation does not create it again.</summary>
    [Id(10)]
    public bool IsDeleted { get; init; }

    /// <summary>The number of test events.</summary>
    [Id(11)]
    public long Tests { get; init; }

    /// <summary>The executed commands, see <see cref="OperationMemory"/>.</summary>
    [Id(12)]
    public OperationMemory Operations { get; init; }

    /// <summary>How far its deliveries are.</summary>
    [Id(13)]
    public WebhookProgress Progress { get; init => field = value ?? new(); } = new();

    /// <summary>Whether there is a webhook.</summary>
    internal bool Exists => Version > 0 && !IsDeleted;

    /// <inheritdoc/>
    public override string ToString() => $"webhook, version {Version}";
}

/// <summary>A secret that signs.</summary>
/// <param name="Value"><c>whsec_</c> and base64.</param>
/// <param name="Until">Until when it signs; null: it is the newest one.</param>
[GenerateSerializer, Immutable, Alias("om.webhook.secret")]
public sealed record WebhookSecret([property: Id(0)] string Value, [property: Id(1)] DateTimeOffset? Until = null)
{
    /// <inheritdoc/>
    public override string ToString() => "secret";
}

using System.Collections.Immutable;

namespace OrleansMicro.Webhooks;

/// <summary>The latest deliveries of a webhook, in a row of their own. Written now and then: a crash loses the last ones.</summary>
[GenerateSerializer, Immutable, Alias("om.webhook.log.state")]
public sealed record DeliveryLogState
{
    /// <summary>The most successes, and the most others: a busy webhook does not push its failures out.</summary>
    public const int MaxPerKind = 100;

    /// <summary>The number of the newest one.</summary>
    [Id(0)]
    public long Last { get; init; }

    /// <summary>The deliveries, oldest first.</summary>
    [Id(1)]
    public ImmutableArray<WebhookDelivery> Items { get; init => field = value.OrEmpty(); } = [];
}

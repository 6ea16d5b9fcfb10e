using System.Buffers;
using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using OrleansMicro.Events;

namespace OrleansMicro.Webhooks;

/// <summary>Sends events as CloudEvents with the headers of Standard Webhooks.</summary>
public sealed class WebhookRequests(IWebhookSender sender, TimeProvider clock, IOptions<EventSourceOptions> options)
{
    private const string IdHeader = "webhook-id";
    private const string TimestampHeader = "webhook-timestamp";
    private const int EnvelopeBytes = 512;
    private const string SignatureHeader = "webhook-signature";

    /// <summary>Sends an event to the endpoint of a webhook, signed with each of its secrets.</summary>
    internal Task<WebhookAnswer> Send(WebhookState webhook, MarketEvent happened)
    {
        var now = clock.GetUtcNow();
        var buffer = new ArrayBufferWriter<byte>(EnvelopeBytes + happened.Data.Json.Length);
        CloudEventJson.Write(buffer, happened, options.Value.Source);
        var body = buffer.WrittenMemory;
        var signature = WebhookSignature.Sign(WebhookRules.Signing(webhook, now), happened.Id, WebhookSignature.Timestamp(now), body.Span);
        return sender.Send(new WebhookMessage(
            WebhookUrlRules.Parse(webhook.Url), CloudEventJson.MediaType,
            Shown(happened, now).Add(new WebhookHeader(SignatureHeader, signature)), body));
    }

    /// <summary>The headers that a delivery log shows: a signature is not shown, because it is as good as the delivery for some minutes.</summary>
    internal static ImmutableArray<WebhookHeader> Shown(MarketEvent happened, DateTimeOffset now) =>
        [new(IdHeader, happened.Id), new(TimestampHeader, WebhookSignature.Timestamp(now))];

    /// <summary>A test event of a webhook.</summary>
    internal static MarketEvent TestEvent(string webhookId, long number, string? sellerId, DateTimeOffset now) => new(
        WebhookTest.EventType, $"webhooks/{webhookId}", number, now, sellerId, null, null,
        new EventData($$"""{"webhookId":"{{webhookId}}"}"""));
}

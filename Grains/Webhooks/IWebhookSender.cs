using System.Collections.Immutable;

namespace OrleansMicro.Webhooks;

/// <summary>Sends a delivery to an endpoint. The host has it, because grains open no connections.</summary>
public interface IWebhookSender
{
    /// <summary>Whether the operator allows a host by its name, also without TLS.</summary>
    bool IsAllowedHost(string host);

    /// <summary>Looks up the addresses of an endpoint. Gives null if they may be reached, or if there are none yet; or the reason in words, as the
    /// rest of a sentence whose subject is the URL.</summary>
    Task<string?> Check(Uri url, CancellationToken cancellation = default);

    /// <summary>
    /// Sends a message with POST. Gives what happened, also if there was no response. Follows no redirect, and connects to no address that may not be
    /// reached, however the name is resolved by then.
    /// </summary>
    Task<WebhookAnswer> Send(WebhookMessage message, CancellationToken cancellation = default);
}

/// <summary>What is sent.</summary>
/// <param name="Url">The endpoint.</param>
/// <param name="MediaType">The type of the body.</param>
/// <param name="Headers">Further headers.</param>
/// <param name="Body">The body.</param>
public sealed record WebhookMessage(Uri Url, string MediaType, ImmutableArray<WebhookHeader> Headers, ReadOnlyMemory<byte> Body);

/// <summary>What came back.</summary>
/// <param name="Status">The status; null: there was no response.</param>
/// <param name="Error">Why there was no response, or no whole one.</param>
/// <param name="RetryAfter">How long the endpoint asks to wait.</param>
/// <param name="Headers">The first headers.</param>
/// <param name="Body">The first characters of the body.</param>
public sealed record WebhookAnswer(
    int? Status, string? Error = null, TimeSpan? RetryAfter = null, ImmutableArray<WebhookHeader> Headers = default, string? Body = null)
{
    /// <summary>The failure in words.</summary>
    public string Failure => Error ?? $"The endpoint answered {Status}.";
}

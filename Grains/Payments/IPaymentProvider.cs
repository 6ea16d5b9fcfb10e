namespace OrleansMicro.Payments;

/// <summary>
/// The payment provider. An adapter of a real one passes <see cref="ProviderRequest.IdempotencyKey"/> on and never retries under another key.
/// </summary>
public interface IPaymentProvider
{
    /// <summary>
    /// Sends a request. The provider executes it at most once per idempotency key and gives every repeat the first answer. A
    /// <see cref="ProviderAction.Void"/> also ends a hold whose answer was lost, and makes the provider refuse a later request for the hold.
    /// Without a hold it is approved. A void or refund that is refused is retried later, under another key.
    /// </summary>
    /// <exception cref="TimeoutException">No answer in time: the outcome is unknown. Repeat the request with the same key.</exception>
    /// <exception cref="HttpRequestException">No connection: the outcome is unknown as well.</exception>
    Task<ProviderAnswer> Execute(ProviderRequest request, CancellationToken cancellation);
}

/// <summary>A request to the payment provider.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="IdempotencyKey">Made of order and step: the same for every repeat, also after a crash.</param>
/// <param name="Action">The action.</param>
/// <param name="Amount">The amount; for a void, the amount of the hold.</param>
/// <param name="Method">The provider's token of the card or account.</param>
/// <param name="Reference">The provider's name for the hold, of a capture and a refund. A void has none, since it may be for a hold whose name never
/// arrived:
/// the provider finds it by the key of the hold.</param>
/// <param name="Attempt">1 for the first request under this key since the order was activated, 2 for the next, ...</param>
public sealed record ProviderRequest(
    string OrderId,
    string IdempotencyKey,
    ProviderAction Action,
    Money Amount,
    string Method,
    string? Reference,
    int Attempt);

/// <summary>The actions of a provider.</summary>
public enum ProviderAction
{
    /// <summary>Authorise (hold) the amount.</summary>
    Authorise,

    /// <summary>Capture the whole hold.</summary>
    Capture,

    /// <summary>Void the hold.</summary>
    Void,

    /// <summary>Refund.</summary>
    Refund,
}

/// <summary>The provider's final answer to a request.</summary>
/// <param name="Approved">Whether the request was executed.</param>
/// <param name="Reference">The provider's reference.</param>
/// <param name="DeclineReason">The reason of a refusal, in the provider's words.</param>
public sealed record ProviderAnswer(bool Approved, string? Reference, string? DeclineReason);

/// <summary>Timeouts and retries of requests to the payment provider; configuration section <c>Payments</c>.</summary>
public sealed class PaymentOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Payments";

    /// <summary>How long one request to the provider may take before its outcome is unknown. 1 millisecond to 1 day.</summary>
    public TimeSpan ProviderTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How many requests one command sends to the provider before its outcome is unknown. 1 to 10.</summary>
    public int MaxAttempts { get; set; } = 3;

    /// <summary>The delay before the first retry; it doubles with each further one. 0 to 1 day.</summary>
    public TimeSpan InitialBackoff { get; set; } = TimeSpan.FromMilliseconds(50);
}

namespace OrleansMicro.Payments;

/// <summary>
/// The payment provider. An adapter for a real one maps <see cref="ProviderRequest.IdempotencyKey"/> to the provider's own and never retries by
/// itself under another key.
/// </summary>
public interface IPaymentProvider
{
    /// <summary>
    /// Asks for something. The provider does it at most once per idempotency key and answers every repeat like the first time. A
    /// <see cref="ProviderAction.Void"/> also lets go of a hold whose answer got lost, and makes the provider refuse a request for the hold that
    /// arrives later;
    /// where nothing is held it is approved. A void or refund that is refused is asked for again later, under another key.
    /// </summary>
    /// <exception cref="TimeoutException">No answer in time: it may have been done or not. Ask again with the same key.</exception>
    /// <exception cref="HttpRequestException">The same, for lack of a connection.</exception>
    Task<ProviderAnswer> Execute(ProviderRequest request, CancellationToken cancellation);
}

/// <summary>A request to the payment provider.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="IdempotencyKey">Order and step: the same for every repeat, across crashes too.</param>
/// <param name="Action">What is asked.</param>
/// <param name="Amount">How much; for a void, what was to be held.</param>
/// <param name="Method">The provider's token of the card or account.</param>
/// <param name="Reference">The provider's name for the hold, of a capture and a refund. A void has none, since it may be for a hold whose name never
/// arrived:
/// the provider finds it by the key of the hold.</param>
/// <param name="Attempt">1 for the first request under this key since the payment's grain was activated, 2 for the next, ...</param>
public sealed record ProviderRequest(
    string OrderId,
    string IdempotencyKey,
    ProviderAction Action,
    Money Amount,
    string Method,
    string? Reference,
    int Attempt);

/// <summary>What a provider can be asked.</summary>
public enum ProviderAction
{
    /// <summary>Hold the amount.</summary>
    Authorise,

    /// <summary>Take what is held, all of it.</summary>
    Capture,

    /// <summary>Let go what is held.</summary>
    Void,

    /// <summary>Give back.</summary>
    Refund,
}

/// <summary>The provider's final answer to a request.</summary>
/// <param name="Approved">Whether it was done.</param>
/// <param name="Reference">The provider's name for it.</param>
/// <param name="DeclineReason">Why not, in the provider's words.</param>
public sealed record ProviderAnswer(bool Approved, string? Reference, string? DeclineReason);

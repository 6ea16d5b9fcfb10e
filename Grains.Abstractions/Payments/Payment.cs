namespace OrleansMicro.Payments;

/// <summary>The money of an order.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Amount">What was asked for.</param>
/// <param name="Captured">Money taken: 0 or exactly the amount.</param>
/// <param name="Refunded">Money given back; never more than captured.</param>
/// <param name="ProviderReference">The provider's name for it, for support.</param>
/// <param name="DeclineReason">The provider's words, when declined.</param>
/// <param name="Attempts">How often the provider was asked, repeats included. Counts a request that is not answered once its time is up.</param>
[GenerateSerializer, Immutable, Alias("om.payment")]
public sealed record Payment(
    [property: Id(0)] string OrderId,
    [property: Id(1)] PaymentStatus Status,
    [property: Id(2)] Money Amount,
    [property: Id(3)] Money Captured,
    [property: Id(4)] Money Refunded,
    [property: Id(5)] string? ProviderReference,
    [property: Id(6)] string? DeclineReason,
    [property: Id(7)] int Attempts);

/// <summary>Where a payment stands. The ...ing states are intents: the provider may have been asked.</summary>
[GenerateSerializer, Alias("om.payment.status")]
public enum PaymentStatus
{
    /// <summary>Pending: the order is accepted, and the provider has not yet answered whether it holds the amount.</summary>
    Authorising,

    /// <summary>The amount is held.</summary>
    Authorised,

    /// <summary>The provider refused.</summary>
    Declined,

    /// <summary>The provider is being asked to take the amount.</summary>
    Capturing,

    /// <summary>The amount is taken.</summary>
    Captured,

    /// <summary>The provider is being asked to let go.</summary>
    Voiding,

    /// <summary>Nothing is held and nothing will be.</summary>
    Voided,

    /// <summary>The provider is being asked to give money back.</summary>
    Refunding,

    /// <summary>All of it was given back.</summary>
    Refunded,
}

/// <summary>Holds an amount. The order's id is the operation id.</summary>
/// <param name="Amount">Greater than zero.</param>
/// <param name="Method">The provider's token of the card or account.</param>
[GenerateSerializer, Immutable, Alias("om.payment.authorise")]
public sealed record AuthorisePayment([property: Id(0)] Money Amount, [property: Id(1)] string Method);

/// <summary>Takes what was held. Names all of it again, because a hold may not be on disk yet.</summary>
/// <param name="Amount">What was held.</param>
/// <param name="Method">The provider's token of the card or account.</param>
/// <param name="Reference">The provider's name for the hold.</param>
[GenerateSerializer, Immutable, Alias("om.payment.capture")]
public sealed record CapturePayment(
    [property: Id(0)] Money Amount, [property: Id(1)] string Method, [property: Id(2)] string? Reference);

/// <summary>Lets go of a hold.</summary>
/// <param name="Amount">What was to be held.</param>
/// <param name="Method">The provider's token of the card or account.</param>
/// <param name="MayBeHeld">False when the provider was certainly never asked, by whomever.</param>
[GenerateSerializer, Immutable, Alias("om.payment.void")]
public sealed record VoidPayment([property: Id(0)] Money Amount, [property: Id(1)] string Method, [property: Id(2)] bool MayBeHeld);

/// <summary>Gives money back.</summary>
/// <param name="OperationId">Names this command; a repeat with the same id gives nothing more back.</param>
/// <param name="Amount">Greater than zero.</param>
[GenerateSerializer, Immutable, Alias("om.payment.refund")]
public sealed record RefundPayment([property: Id(0)] string OperationId, [property: Id(1)] Money Amount);

/// <summary>
/// The other side of the payment simulator: what an acquirer would have in its books for one order. Key: the order's id. It exists to be
/// checked against; with a real provider it stays empty. It shares the activation of its order, and has a row of its own.
/// </summary>
[Alias("om.ISimulatedAcquirerGrain")]
public interface ISimulatedAcquirerGrain : IGrainWithStringKey
{
    /// <summary>The acquirer's books of this order.</summary>
    [AlwaysInterleave, Alias("GetBooks")]
    Task<AcquirerBooks> GetBooks(Caller caller, CancellationToken cancellation = default);

    /// <summary>Executes a request once per idempotency key; a repeat gives the first answer.</summary>
    [AlwaysInterleave, Alias("Execute")]
    Task<AcquirerAnswer> Execute(AcquirerRequest request);
}

/// <summary>The acquirer's books of an order: effects, not requests.</summary>
/// <param name="Authorisations">How many holds were made.</param>
/// <param name="Captures">How many times money was taken.</param>
/// <param name="Voids">How many holds were let go.</param>
/// <param name="CapturedMinor">Money taken, in minor units.</param>
/// <param name="RefundedMinor">Money given back, in minor units.</param>
/// <param name="Requests">Requests seen, repeats included.</param>
[GenerateSerializer, Immutable, Alias("om.acquirer.books")]
public sealed record AcquirerBooks(
    [property: Id(0)] int Authorisations,
    [property: Id(1)] int Captures,
    [property: Id(2)] int Voids,
    [property: Id(3)] long CapturedMinor,
    [property: Id(4)] long RefundedMinor,
    [property: Id(5)] int Requests);

/// <summary>A request to the acquirer.</summary>
/// <param name="IdempotencyKey">Names it.</param>
/// <param name="Kind">What is asked.</param>
/// <param name="Amount">How much.</param>
/// <param name="Method">The token of the card or account.</param>
/// <param name="Reference">The acquirer's name for the hold that this is about, where known.</param>
[GenerateSerializer, Immutable, Alias("om.acquirer.request")]
public sealed record AcquirerRequest(
    [property: Id(0)] string IdempotencyKey,
    [property: Id(1)] AcquirerRequestKind Kind,
    [property: Id(2)] Money Amount,
    [property: Id(3)] string Method,
    [property: Id(4)] string? Reference = null);

/// <summary>What an acquirer can be asked.</summary>
[GenerateSerializer, Alias("om.acquirer.kind")]
public enum AcquirerRequestKind
{
    /// <summary>Hold.</summary>
    Authorise,

    /// <summary>Take what is held.</summary>
    Capture,

    /// <summary>Void the hold.</summary>
    Void,

    /// <summary>Give back what was taken.</summary>
    Refund,
}

/// <summary>The acquirer's answer.</summary>
/// <param name="Approved">Whether the request was executed.</param>
/// <param name="Reference">The acquirer's name for it.</param>
/// <param name="DeclineReason">Why not.</param>
[GenerateSerializer, Immutable, Alias("om.acquirer.answer")]
public sealed record AcquirerAnswer(
    [property: Id(0)] bool Approved,
    [property: Id(1)] string Reference,
    [property: Id(2)] string? DeclineReason);

namespace OrleansMicro.Payments;

/// <summary>
/// The other side of the payment simulator: what an acquirer would have in its books for one order. Key: the order's id. It exists to be
/// checked against; with a real provider it stays empty.
/// </summary>
[Alias("om.ISimulatedAcquirerGrain")]
public interface ISimulatedAcquirerGrain : IGrainWithStringKey
{
    /// <summary>The acquirer's books of this order.</summary>
    [AlwaysInterleave, Alias("GetBooks")]
    Task<AcquirerBooks> GetBooks(Caller caller, CancellationToken cancellation = default);

    /// <summary>Executes a request once per idempotency key; a repeat gives the first answer.</summary>
    [Alias("Execute")]
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

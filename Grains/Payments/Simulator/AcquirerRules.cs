using System.Collections.Immutable;
using System.Globalization;

namespace OrleansMicro.Payments;

/// <summary>The simulated acquirer's books of an order, as they are stored.</summary>
[GenerateSerializer, Alias("om.acquirer.state")]
public sealed record AcquirerState
{
    [Id(0)]
    public int Authorisations { get; init; }

    [Id(1)]
    public int Captures { get; init; }

    [Id(2)]
    public int Voids { get; init; }

    [Id(3)]
    public long HeldMinor { get; init; }

    [Id(4)]
    public long CapturedMinor { get; init; }

    [Id(5)]
    public long RefundedMinor { get; init; }

    [Id(6)]
    public int Requests { get; init; }

    /// <summary>No hold is made any more.</summary>
    [Id(7)]
    public bool Closed { get; init; }

    /// <summary>The answers, by idempotency key.</summary>
    [Id(8)]
    public ImmutableArray<AcquirerEntry> Answers { get; init => field = value.OrEmpty(); } = [];
}

/// <summary>A request and its answer.</summary>
/// <param name="Request">The first request under its key.</param>
/// <param name="Answer">The answer to every repeat.</param>
[GenerateSerializer, Alias("om.acquirer.state.entry")]
public sealed record AcquirerEntry([property: Id(0)] AcquirerRequest Request, [property: Id(1)] AcquirerAnswer Answer);

/// <summary>
/// The books of a simulated acquirer. It knows nothing of orders: a second capture under another key charges again, so a double charge shows here.
/// </summary>
public static class AcquirerRules
{
    /// <summary>Executes a request once per key.</summary>
    /// <param name="books">The books before.</param>
    /// <param name="request">The request.</param>
    /// <param name="declines">Whether a new hold is declined.</param>
    public static (AcquirerState Books, AcquirerAnswer Answer) Execute(AcquirerState books, AcquirerRequest request, bool declines)
    {
        books = books with { Requests = books.Requests + 1 };
        foreach (var entry in books.Answers)
        {
            if (entry.Request.IdempotencyKey == request.IdempotencyKey)
                return (books, entry.Request == request ? entry.Answer : No("This key was used for another request."));
        }

        var (after, refusal) = request.Kind switch
        {
            AcquirerRequestKind.Authorise => Authorise(books, request, declines),
            AcquirerRequestKind.Capture => Capture(books, request),
            AcquirerRequestKind.Void => Void(books),
            _ => Refund(books, request),
        };
        var answer = refusal is null ? new AcquirerAnswer(true, ReferenceOf(request), null) : No(refusal);
        return (after with { Answers = books.Answers.Add(new AcquirerEntry(request, answer)) }, answer);
    }

    /// <summary>
    /// Whether an answer must be on disk before it is given. That of a hold need not be: a repeat gets the same answer, and a capture needs only the
    /// hold's reference. So the simulator adds no write that a real acquirer would not.
    /// </summary>
    public static bool RequiresWrite(AcquirerRequest request) => request.Kind != AcquirerRequestKind.Authorise;

    /// <summary>The books as others see them.</summary>
    public static AcquirerBooks View(AcquirerState books) =>
        new(books.Authorisations, books.Captures, books.Voids, books.CapturedMinor, books.RefundedMinor, books.Requests);

    private static (AcquirerState Books, string? Refusal) Authorise(AcquirerState books, AcquirerRequest request, bool declines)
    {
        if (books.Closed)
            return (books, "Voided.");
        return declines
            ? (books, "Insufficient funds.")
            : (books with { Authorisations = books.Authorisations + 1, HeldMinor = books.HeldMinor + request.Amount.Minor }, null);
    }

    private static (AcquirerState Books, string? Refusal) Capture(AcquirerState books, AcquirerRequest request)
    {
        if (books.Authorisations == 0 && !books.Closed && request.Reference == HoldReference(request.Amount))
            books = books with { Authorisations = 1, HeldMinor = request.Amount.Minor };
        return books.Authorisations == 0 || books.Voids > 0
            ? (books, "Nothing is held.")
            : (books with { Captures = books.Captures + 1, CapturedMinor = books.CapturedMinor + request.Amount.Minor }, null);
    }

    private static (AcquirerState Books, string? Refusal) Void(AcquirerState books)
    {
        if (books.Captures > 0)
            return (books, "Captured.");
        return (books with { Closed = true, Voids = books.Voids + (books.Authorisations > 0 ? 1 : 0), HeldMinor = 0 }, null);
    }

    private static (AcquirerState Books, string? Refusal) Refund(AcquirerState books, AcquirerRequest request) =>
        books.RefundedMinor + request.Amount.Minor > books.CapturedMinor
            ? (books, "More than was captured.")
            : (books with { RefundedMinor = books.RefundedMinor + request.Amount.Minor }, null);

    private static string ReferenceOf(AcquirerRequest request) => request.Kind == AcquirerRequestKind.Authorise
        ? HoldReference(request.Amount)
        : $"sim-{request.IdempotencyKey}";

    private static string HoldReference(Money amount) => string.Create(CultureInfo.InvariantCulture, $"sim-hold-{amount.Minor}{amount.Currency}");

    private static AcquirerAnswer No(string reason) => new(false, "", reason);
}

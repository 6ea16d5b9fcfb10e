using System.Collections.Immutable;
using System.Globalization;

namespace OrleansMicro.Payments;

/// <summary>The behaviour of the simulated acquirer. Configuration section <c>Payments:Simulator</c>.</summary>
public sealed class PaymentSimulatorOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Payments:Simulator";

    /// <summary>The percentage of holds that are declined.</summary>
    public int DeclinePercent { get; set; }

    /// <summary>The percentage of requests that are executed and not answered in time.</summary>
    public int TimeoutPercent { get; set; }

    /// <summary>The percentage of requests that are lost before they arrive.</summary>
    public int TimeoutBeforePercent { get; set; }

    /// <summary>Selects the requests. The same seed, key and attempt always have the same outcome.</summary>
    public int Seed { get; set; } = 1;

    /// <summary>The duration of each request, in milliseconds.</summary>
    public int LatencyMs { get; set; }
}

/// <summary>The outcome of a request: a pure function of seed, key and attempt, so that a replay repeats it.</summary>
public static class SimulatorRules
{
    /// <summary>The holds of this method are approved.</summary>
    public const string ApproveToken = "tok_ok";

    /// <summary>The holds of this method are declined, as those of any method that is not named here.</summary>
    public const string DeclineToken = "tok_decline";

    /// <summary>The first hold and the first capture of this method are executed and not answered.</summary>
    public const string TimeoutToken = "tok_timeout";

    /// <summary>The requests of this method arrive twice.</summary>
    public const string TwiceToken = "tok_twice";

    /// <summary>Whether the acquirer declines the hold.</summary>
    public static bool Declines(PaymentSimulatorOptions options, AcquirerRequest request) =>
        request.Kind == AcquirerRequestKind.Authorise
        && (request.Method is not (ApproveToken or TimeoutToken or TwiceToken)
            || Roll(options.Seed, request.IdempotencyKey, "decline") < options.DeclinePercent);

    /// <summary>Whether the request is lost before it arrives.</summary>
    public static bool IsLost(PaymentSimulatorOptions options, ProviderRequest request) =>
        Roll(options.Seed, request.IdempotencyKey, $"lost{request.Attempt}") < options.TimeoutBeforePercent;

    /// <summary>Whether the answer is lost.</summary>
    public static bool IsAnswerLost(PaymentSimulatorOptions options, ProviderRequest request) =>
        (request.Method == TimeoutToken && request.Attempt == 1 && request.Action is (ProviderAction.Authorise or ProviderAction.Capture))
        || Roll(options.Seed, request.IdempotencyKey, $"timeout{request.Attempt}") < options.TimeoutPercent;

    /// <summary>0 to 99, evenly spread (FNV-1a with a final mix).</summary>
    private static int Roll(int seed, string key, string question)
    {
        var hash = 14695981039346656037UL ^ (uint)seed;
        foreach (var c in key)
            hash = unchecked((hash ^ c) * 1099511628211UL);
        foreach (var c in question)
            hash = unchecked((hash ^ c) * 1099511628211UL);
        hash = unchecked((hash ^ (hash >> 33)) * 0xff51afd7ed558ccdUL);
        return (int)((hash ^ (hash >> 33)) % 100);
    }
}

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

using System.Collections.Immutable;

namespace OrleansMicro.Payments;

/// <summary>The simulated acquirer's books of an order.</summary>
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

    /// <summary>No hold will be made any more.</summary>
    [Id(7)]
    public bool Closed { get; init; }

    /// <summary>What was answered, by idempotency key.</summary>
    [Id(8)]
    public ImmutableArray<AcquirerEntry> Answers { get; init => field = value.OrEmpty(); } = [];
}

/// <summary>A request and its answer.</summary>
/// <param name="Request">What was asked first under its key.</param>
/// <param name="Answer">What every repeat is answered.</param>
[GenerateSerializer, Alias("om.acquirer.state.entry")]
public sealed record AcquirerEntry([property: Id(0)] AcquirerRequest Request, [property: Id(1)] AcquirerAnswer Answer);

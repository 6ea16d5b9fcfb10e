using System.Collections.Immutable;

namespace OrleansMicro.Payments;

/// <summary>What is kept of an order's payment. <see cref="Status"/> null: nothing was ever asked.</summary>
[GenerateSerializer, Alias("om.payment.state")]
public sealed record PaymentState
{
    /// <summary>Grows by one with each write.</summary>
    [Id(0)]
    public long Version { get; init; }

    [Id(1)]
    public PaymentStatus? Status { get; init; }

    [Id(2)]
    public Money Amount { get; init; }

    /// <summary>The provider's token of the card or account.</summary>
    [Id(3)]
    public string Method { get; init; } = "";

    /// <summary>The provider's name for the money held or taken; null while none is known to be.</summary>
    [Id(4)]
    public string? Reference { get; init; }

    [Id(5)]
    public string? DeclineReason { get; init; }

    [Id(6)]
    public Money Captured { get; init; }

    [Id(7)]
    public Money Refunded { get; init; }

    /// <summary>Refunds asked for, the one under way last.</summary>
    [Id(8)]
    public ImmutableArray<PaymentRefund> Refunds { get; init => field = value.OrEmpty(); } = [];

    [Id(9)]
    public int Attempts { get; init; }

    /// <summary>How often the provider has refused, for good under that key, to let go or to give back. Part of the next key.</summary>
    [Id(10)]
    public int Refusals { get; init; }
}

/// <summary>A refund.</summary>
/// <param name="OperationId">Names it.</param>
/// <param name="Amount">How much.</param>
/// <param name="Done">Whether the provider said so.</param>
[GenerateSerializer, Alias("om.payment.state.refund")]
public sealed record PaymentRefund(
    [property: Id(0)] string OperationId,
    [property: Id(1)] Money Amount,
    [property: Id(2)] bool Done);

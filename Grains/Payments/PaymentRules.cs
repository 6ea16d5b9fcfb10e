using System.Collections.Immutable;
using OrleansMicro.Orders;

namespace OrleansMicro.Payments;

/// <summary>The payment of an order, a part of the order's row. <see cref="Status"/> null: the provider was never asked.</summary>
[GenerateSerializer, Alias("om.payment.state")]
public sealed record PaymentState
{
    // Id 0 was the version of the row that an earlier version had for each payment.
    [Id(1)]
    public PaymentStatus? Status { get; init; }

    [Id(2)]
    public Money Amount { get; init; }

    /// <summary>The provider's token of the card or account.</summary>
    [Id(3)]
    public string Method { get; init; } = "";

    /// <summary>The provider's reference of the hold; null until it is known.</summary>
    [Id(4)]
    public string? Reference { get; init; }

    [Id(5)]
    public string? DeclineReason { get; init; }

    [Id(6)]
    public Money Captured { get; init; }

    [Id(7)]
    public Money Refunded { get; init; }

    /// <summary>The refunds. Only the last one may be under way.</summary>
    [Id(8)]
    public ImmutableArray<PaymentRefund> Refunds { get; init => field = value.OrEmpty(); } = [];

    [Id(9)]
    public int Attempts { get; init; }

    /// <summary>How often the provider has refused a void or a refund. The number is part of the next idempotency key.</summary>
    [Id(10)]
    public int Refusals { get; init; }
}

/// <summary>A refund, by its operation id. It is done once the provider has approved it.</summary>
[GenerateSerializer, Alias("om.payment.state.refund")]
public sealed record PaymentRefund([property: Id(0)] string OperationId, [property: Id(1)] Money Amount, [property: Id(2)] bool Done);

/// <summary>The decision about a command: an answer at once, or a request to the provider.</summary>
/// <param name="Next">The payment with the intent.</param>
/// <param name="Action">The request to the provider; null: none.</param>
/// <param name="Refusal">The refusal of the command; null: it is accepted.</param>
public sealed record PaymentDecision(PaymentState Next, ProviderAction? Action = null, Refusal? Refusal = null);

/// <summary>
/// The payment's state machine. The order's step is the intent to hold, capture, void or refund: it is on disk before the order commands it. After a
/// crash it leads to the same command with the same content, and so to the same request under the same key.
/// </summary>
public static class PaymentRules
{
    /// <summary>The maximum of refunds of one payment.</summary>
    public const int MaxRefunds = 100;

    /// <summary>Authorises the amount.</summary>
    public static PaymentDecision Authorise(PaymentState payment, AuthorisePayment command)
    {
        if (payment.Status is null)
        {
            if (command.Amount.Minor <= 0)
                return Refuse(payment, RefusalCodes.Invalid, "An amount is greater than zero.", "amount");
            var intent = For(payment, PaymentStatus.Authorising, command.Amount, command.Method);
            return new PaymentDecision(intent, ProviderAction.Authorise);
        }

        if (payment.Status is PaymentStatus.Voiding or PaymentStatus.Voided)
            return Refuse(payment, RefusalCodes.WrongState, "The payment was voided.");
        if (payment.Amount != command.Amount || payment.Method != command.Method)
            return Refuse(payment, RefusalCodes.Invalid, $"The payment is for {payment.Amount}, and that cannot be changed.", "amount");
        return payment.Status switch
        {
            PaymentStatus.Authorising => new PaymentDecision(payment, ProviderAction.Authorise),
            PaymentStatus.Declined => Declined(payment),
            _ => new PaymentDecision(payment),
        };
    }

    /// <summary>Captures the amount.</summary>
    public static PaymentDecision Capture(PaymentState payment, CapturePayment command)
    {
        var taken = command.Reference is null ? payment : payment with { Reference = command.Reference };
        if (payment.Status is null && command.Reference is not null)
            taken = For(taken, PaymentStatus.Authorised, command.Amount, command.Method);
        else if (payment.Amount != command.Amount && payment.Status is not (null or PaymentStatus.Voiding or PaymentStatus.Voided))
            return Refuse(payment, RefusalCodes.Invalid, $"The payment is for {payment.Amount}, and that cannot be changed.", "amount");
        return taken.Status switch
        {
            PaymentStatus.Authorising when command.Reference is not null => Take(taken),
            PaymentStatus.Authorised or PaymentStatus.Capturing => Take(taken),
            PaymentStatus.Captured or PaymentStatus.Refunding or PaymentStatus.Refunded => new PaymentDecision(payment),
            PaymentStatus.Declined => Declined(payment),
            PaymentStatus.Voiding or PaymentStatus.Voided => Refuse(payment, RefusalCodes.WrongState, "The payment was voided."),
            _ => Refuse(payment, RefusalCodes.WrongState, "The payment was not authorised."),
        };

        static PaymentDecision Take(PaymentState payment) => new(payment with { Status = PaymentStatus.Capturing }, ProviderAction.Capture);
    }

    /// <summary>Voids a hold that exists or may exist. Once a capture has begun it may have succeeded, so it is too late.</summary>
    public static PaymentDecision Void(PaymentState payment, VoidPayment command) => payment.Status switch
    {
        null when !command.MayBeHeld => new PaymentDecision(For(payment, PaymentStatus.Voided, command.Amount, command.Method)),
        null => new PaymentDecision(For(payment, PaymentStatus.Voiding, command.Amount, command.Method), ProviderAction.Void),
        PaymentStatus.Authorising or PaymentStatus.Authorised =>
            new PaymentDecision(payment with { Status = PaymentStatus.Voiding }, ProviderAction.Void),
        // Declined at the capture: the hold may still be there.
        PaymentStatus.Declined when payment.Reference is not null =>
            new PaymentDecision(payment with { Status = PaymentStatus.Voiding }, ProviderAction.Void),
        PaymentStatus.Voiding => new PaymentDecision(payment, ProviderAction.Void),
        // Voided without a request, while another activation of the order may have asked for a hold.
        PaymentStatus.Voided when command.MayBeHeld && payment.Attempts == 0 =>
            new PaymentDecision(payment with { Status = PaymentStatus.Voiding }, ProviderAction.Void),
        PaymentStatus.Declined or PaymentStatus.Voided => new PaymentDecision(payment),
        _ => Refuse(payment, RefusalCodes.WrongState, "The payment is captured or being captured. Refund it instead."),
    };

    /// <summary>Refunds an amount.</summary>
    public static PaymentDecision Refund(PaymentState payment, RefundPayment command)
    {
        foreach (var refund in payment.Refunds)
        {
            if (refund.OperationId != command.OperationId)
                continue;
            if (refund.Amount != command.Amount)
                return Refuse(payment, RefusalCodes.Invalid, $"This refund is for {refund.Amount}, and that cannot be changed.", "amount");
            return new PaymentDecision(payment, refund.Done ? null : ProviderAction.Refund);
        }

        if (payment.Status == PaymentStatus.Refunding)
            return Refuse(payment, RefusalCodes.PaymentUnknown, "Another refund is under way.");
        if (payment.Status is not (PaymentStatus.Captured or PaymentStatus.Refunded))
            return Refuse(payment, RefusalCodes.Invalid, "Nothing was captured.", "amount");
        if (command.Amount.Currency != payment.Amount.Currency)
            return Refuse(payment, RefusalCodes.CurrencyMismatch, $"The payment is in {payment.Amount.Currency}.", "amount.currency");
        var left = payment.Captured.Minor - payment.Refunded.Minor;
        if (command.Amount.Minor <= 0 || command.Amount.Minor > left || payment.Refunds.Length >= MaxRefunds)
            return Refuse(payment, RefusalCodes.Invalid, $"At most {left} minor units can be given back, in at most {MaxRefunds} refunds.", "amount");
        return new PaymentDecision(
            payment with { Status = PaymentStatus.Refunding, Refunds = payment.Refunds.Add(new(command.OperationId, command.Amount, false)) },
            ProviderAction.Refund);
    }

    /// <summary>The payment after the provider's final answer to what <see cref="Request"/> asked.</summary>
    public static PaymentState Answered(PaymentState payment, ProviderAction action, ProviderAnswer answer) => (action, answer.Approved) switch
    {
        (ProviderAction.Authorise, true) => payment with { Status = PaymentStatus.Authorised, Reference = answer.Reference ?? "" },
        (ProviderAction.Authorise, false) => payment with { Status = PaymentStatus.Declined, DeclineReason = answer.DeclineReason },
        (ProviderAction.Capture, true) => payment with { Status = PaymentStatus.Captured, Captured = payment.Amount },
        (ProviderAction.Capture, false) => payment with { Status = PaymentStatus.Declined, DeclineReason = answer.DeclineReason },
        (ProviderAction.Void, true) => payment with { Status = PaymentStatus.Voided },
        (ProviderAction.Refund, true) => Refunded(payment),
        // A void or refund is retried until it succeeds, under another key each time: a repeat under the same key gets the same answer.
        _ => payment with { DeclineReason = answer.DeclineReason, Refusals = payment.Refusals + 1 },
    };

    /// <summary>
    /// Whether a decision of a command from outside must be on disk before it is carried out: a refund, and an end without a request to the provider.
    /// </summary>
    public static bool RequiresWrite(PaymentState stored, PaymentDecision decision) =>
        stored != decision.Next && decision.Action is null or ProviderAction.Refund;

    /// <summary>
    /// Whether an answer must be on disk before the next request: the number of refusals to void or refund is part of the next idempotency key.
    /// </summary>
    public static bool RequiresWrite(PaymentState answered) => answered.Status is PaymentStatus.Voiding or PaymentStatus.Refunding;

    /// <summary>The result of a command after the provider's answer.</summary>
    public static Result<Payment> Outcome(string orderId, PaymentState payment, ProviderAction action) => payment.Status switch
    {
        PaymentStatus.Declined when action is ProviderAction.Authorise or ProviderAction.Capture => Declined(payment).Refusal!,
        PaymentStatus.Voiding or PaymentStatus.Refunding => Unknown(payment.DeclineReason),
        _ => View(orderId, payment)!,
    };

    /// <summary>The refusal of a command whose outcome is unknown.</summary>
    public static Refusal Unknown(string? why) =>
        new(RefusalCodes.PaymentUnknown, $"The provider has given no result yet. Repeat the command.{(why is null ? "" : $" It said: {why}")}");

    /// <summary>The request to the provider.</summary>
    public static ProviderRequest Request(string orderId, PaymentState payment, ProviderAction action, int attempt = 1) => new(
        orderId,
        action switch
        {
            ProviderAction.Authorise => $"{orderId}:authorise",
            ProviderAction.Capture => $"{orderId}:capture",
            ProviderAction.Void => $"{orderId}:void{After(payment.Refusals)}",
            _ => $"{orderId}:refund:{payment.Refunds[^1].OperationId}{After(payment.Refusals)}",
        },
        action,
        action == ProviderAction.Refund ? payment.Refunds[^1].Amount : payment.Amount,
        payment.Method,
        // Only a reference that is on disk somewhere: the provider refuses another request under the same key.
        action is ProviderAction.Capture or ProviderAction.Refund ? payment.Reference : null,
        attempt);

    private static string After(int refusals) => refusals == 0 ? "" : $":after-{refusals}";

    /// <summary>The payment as others see it; null when the provider was never asked.</summary>
    public static Payment? View(string orderId, PaymentState payment) => payment.Status is not { } status
        ? null
        : new Payment(
            orderId, status, payment.Amount, payment.Captured, payment.Refunded, payment.Reference, payment.DeclineReason, payment.Attempts);

    /// <summary>The payment of an accepted order, before it has a row.</summary>
    public static Payment Pending(Order order) =>
        new(order.OrderId, PaymentStatus.Authorising, order.Total, Money.Zero(order.Total.Currency), Money.Zero(order.Total.Currency), null, null, 0);

    private static PaymentState For(PaymentState payment, PaymentStatus status, Money amount, string method) => payment with
    {
        Status = status,
        Amount = amount,
        Method = method,
        Captured = Money.Zero(amount.Currency),
        Refunded = Money.Zero(amount.Currency),
    };

    private static PaymentState Refunded(PaymentState payment)
    {
        var refund = payment.Refunds[^1];
        var total = payment.Refunded + refund.Amount;
        return payment with
        {
            Status = total == payment.Captured ? PaymentStatus.Refunded : PaymentStatus.Captured,
            Refunded = total,
            Refunds = payment.Refunds.SetItem(payment.Refunds.Length - 1, refund with { Done = true }),
        };
    }

    private static PaymentDecision Declined(PaymentState payment) =>
        Refuse(payment, RefusalCodes.PaymentDeclined, payment.DeclineReason ?? "The payment was declined.");

    private static PaymentDecision Refuse(PaymentState payment, string code, string message, string? field = null) =>
        new(payment, null, new Refusal(code, message, field));
}

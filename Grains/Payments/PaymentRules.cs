namespace OrleansMicro.Payments;

/// <summary>What a payment grain does about a command: answer at once, or ask the provider (with the intent on disk) and answer after that.</summary>
/// <param name="Next">The payment with the intent.</param>
/// <param name="Ask">What the provider is to be asked; null: nothing.</param>
/// <param name="Refusal">Why nothing is done, if so.</param>
public sealed record PaymentDecision(PaymentState Next, ProviderAction? Ask = null, Refusal? Refusal = null);

/// <summary>
/// The payment's state machine. Every request to the provider is derived from the state alone, so that a repeat after a crash is the
/// same request under the same key.
/// </summary>
public static class PaymentRules
{
    /// <summary>Most refunds of one payment.</summary>
    public const int MaxRefunds = 100;

    // ISO 4217's code for "no currency": a void that came before any authorisation knows no amount.
    private static readonly Money None = Money.Zero("XXX");

    /// <summary>Holds the amount.</summary>
    public static PaymentDecision Authorise(PaymentState payment, AuthorisePayment command)
    {
        if (payment.Status is null)
        {
            if (command.Amount.Minor <= 0)
                return Refuse(payment, RefusalCodes.Invalid, "An amount is greater than zero.", "amount");
            var intent = payment with
            {
                Status = PaymentStatus.Authorising,
                Amount = command.Amount,
                Method = command.Method,
                Captured = Money.Zero(command.Amount.Currency),
                Refunded = Money.Zero(command.Amount.Currency),
            };
            return new PaymentDecision(intent, ProviderAction.Authorise);
        }

        // A void before any authorisation leaves no amount behind.
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

    /// <summary>
    /// Takes the amount. A payment that is still <see cref="PaymentStatus.Authorising"/> asks for the hold again first: its key gives the answer
    /// that was lost.
    /// </summary>
    public static PaymentDecision Capture(PaymentState payment) => payment.Status switch
    {
        PaymentStatus.Authorising => new PaymentDecision(payment, ProviderAction.Authorise),
        PaymentStatus.Authorised => new PaymentDecision(payment with { Status = PaymentStatus.Capturing }, ProviderAction.Capture),
        PaymentStatus.Capturing => new PaymentDecision(payment, ProviderAction.Capture),
        PaymentStatus.Captured or PaymentStatus.Refunding or PaymentStatus.Refunded => new PaymentDecision(payment),
        PaymentStatus.Declined => Declined(payment),
        PaymentStatus.Voiding or PaymentStatus.Voided => Refuse(payment, RefusalCodes.WrongState, "The payment was voided."),
        _ => Refuse(payment, RefusalCodes.WrongState, "The payment was not authorised."),
    };

    /// <summary>Lets go of what is held or may be held. Once a capture was begun it may have happened, so then it is too late.</summary>
    public static PaymentDecision Void(PaymentState payment) => payment.Status switch
    {
        null => new PaymentDecision(payment with { Status = PaymentStatus.Voided, Amount = None, Captured = None, Refunded = None }),
        PaymentStatus.Authorising or PaymentStatus.Authorised => new PaymentDecision(payment with { Status = PaymentStatus.Voiding }, ProviderAction.Void),
        // Declined at the capture: the hold may still be there.
        PaymentStatus.Declined when payment.Reference is not null =>
            new PaymentDecision(payment with { Status = PaymentStatus.Voiding }, ProviderAction.Void),
        PaymentStatus.Voiding => new PaymentDecision(payment, ProviderAction.Void),
        PaymentStatus.Declined or PaymentStatus.Voided => new PaymentDecision(payment),
        _ => Refuse(payment, RefusalCodes.WrongState, "The money was taken, or is being taken; refund it instead."),
    };

    /// <summary>Gives money back.</summary>
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
            payment with { Status = PaymentStatus.Refunding, Refunds = payment.Refunds.Add(new PaymentRefund(command.OperationId, command.Amount, false)) },
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
        // Money that has to go back is asked for until it does.
        _ => payment with { DeclineReason = answer.DeclineReason },
    };

    /// <summary>
    /// Whether the payment must be on disk before its command is answered. That a hold was made need not be: its intent is, and asking
    /// again under the same key tells; the capture's intent carries it to disk.
    /// </summary>
    public static bool MustBeWritten(PaymentState payment) => payment.Status != PaymentStatus.Authorised;

    /// <summary>What the caller is told after the provider's answer.</summary>
    public static Result<Payment> Outcome(string orderId, PaymentState payment, ProviderAction action) => payment.Status switch
    {
        PaymentStatus.Declined when action is ProviderAction.Authorise or ProviderAction.Capture => Declined(payment).Refusal!,
        PaymentStatus.Voiding or PaymentStatus.Refunding => Unknown(payment.DeclineReason),
        _ => View(orderId, payment)!,
    };

    /// <summary>The refusal of a command whose outcome is not known.</summary>
    public static Refusal Unknown(string? why) =>
        new(RefusalCodes.PaymentUnknown, $"The payment provider has not settled it yet; repeat the command.{(why is null ? "" : $" It said: {why}")}");

    /// <summary>The request to the provider.</summary>
    public static ProviderRequest Request(string orderId, PaymentState payment, ProviderAction action, int attempt = 1) => new(
        orderId,
        action switch
        {
            ProviderAction.Authorise => $"{orderId}:authorise",
            ProviderAction.Capture => $"{orderId}:capture",
            ProviderAction.Void => $"{orderId}:void",
            _ => $"{orderId}:refund:{payment.Refunds[^1].OperationId}",
        },
        action,
        action == ProviderAction.Refund ? payment.Refunds[^1].Amount : payment.Amount,
        payment.Method,
        payment.Reference,
        attempt);

    /// <summary>The payment as others see it; null when nothing was ever asked.</summary>
    public static Payment? View(string orderId, PaymentState payment) => payment.Status is not { } status
        ? null
        : new Payment(orderId, status, payment.Amount, payment.Captured, payment.Refunded, payment.Reference, payment.DeclineReason, payment.Attempts);

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

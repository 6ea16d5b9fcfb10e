namespace OrleansMicro.Payments;

/// <summary>
/// The money of one order, through the payment provider. Key: the order's id. The provider gets an idempotency key derived from order and step, so
/// that a repeat never charges twice. It shares the activation and the row of its <see cref="Orders.IOrderGrain"/>, which commands it without calls:
/// the order's step is the intent to authorise, capture, void or refund. What a command from outside did is on disk when it is answered. A command
/// that takes longer than <see cref="Limits.MaxCallWait"/> answers <see cref="RefusalCodes.PaymentUnknown"/> and goes on. A repeat waits for its
/// result. Every command of an order that was never placed is refused: <see cref="RefusalCodes.NotFound"/>.
/// </summary>
[Alias("om.IPaymentGrain")]
public interface IPaymentGrain : IGrainWithStringKey
{
    /// <summary>The payment as it is on disk, pending from the moment that its order is accepted; null without an order.</summary>
    [AlwaysInterleave, Alias("Get")]
    Task<Payment?> Get(Caller caller, CancellationToken cancellation = default);

    /// <summary>Holds the amount. Refused: <see cref="RefusalCodes.PaymentDeclined"/> (final), <see cref="RefusalCodes.PaymentUnknown"/> (repeat it),
    /// <see cref="RefusalCodes.WrongState"/> when it was voided, <see cref="RefusalCodes.Invalid"/> with another amount than before.</summary>
    [Alias("Authorise")]
    Task<Result<Payment>> Authorise(AuthorisePayment command);

    /// <summary>
    /// Takes the authorised amount, all of it, once; it is on disk when this answers. Refused: as <see cref="Authorise"/>; wrong state when it was
    /// not authorised.
    /// </summary>
    [Alias("Capture")]
    Task<Result<Payment>> Capture(CapturePayment command);

    /// <summary>
    /// Gives up: voids what was authorised, or may have been, and refuses any later authorisation. Nothing was ever asked: fine too.
    /// Refused: <see cref="RefusalCodes.WrongState"/> once captured, <see cref="RefusalCodes.PaymentUnknown"/> (repeat it).
    /// </summary>
    [Alias("Void")]
    Task<Result<Payment>> Void(VoidPayment command);

    /// <summary>Gives captured money back. Refused: <see cref="RefusalCodes.Invalid"/> past what is captured and not yet refunded,
    /// <see cref="RefusalCodes.PaymentUnknown"/> (repeat it).</summary>
    [Alias("Refund")]
    Task<Result<Payment>> Refund(RefundPayment command);
}

using Microsoft.Extensions.Logging;

namespace OrleansMicro.Payments;

/// <summary>Carries out the commands of one order's payment: asks the provider, writes what it said, and before that the intent where nobody else has it.</summary>
internal sealed class PaymentDesk(
    string orderId,
    CommittedState<PaymentState> disk,
    IPaymentProvider provider,
    TimeProvider clock,
    PaymentOptions options,
    ILogger logger)
{
    // What is on disk, or that with what is going on and need not be there (see PaymentRules).
    private PaymentState _payment = disk.State;

    // The action asked last and how often: an action's key never changes while it is unanswered.
    private ProviderAction? _asked;
    private int _attempts;

    /// <inheritdoc cref="IPaymentGrain.Authorise"/>
    public Task<Result<Payment>> Authorise(AuthorisePayment command) => Process(PaymentRules.Authorise(_payment, command));

    /// <inheritdoc cref="IPaymentGrain.Capture"/>
    public Task<Result<Payment>> Capture(CapturePayment command) => Process(PaymentRules.Capture(_payment, command), command.Durable);

    /// <inheritdoc cref="IPaymentGrain.Void"/>
    public Task<Result<Payment>> Void(VoidPayment command) => Process(PaymentRules.Void(_payment, command));

    /// <inheritdoc cref="IPaymentGrain.Refund"/>
    public Task<Result<Payment>> Refund(RefundPayment command) => Process(PaymentRules.Refund(_payment, command));

    private async Task<Result<Payment>> Process(PaymentDecision decision, bool durable = true)
    {
        if (decision.Refusal is { } refusal)
        {
            await disk.Verify();
            return refusal;
        }

        if (PaymentRules.RequiresWrite(_payment, decision) || (durable && IsUnwrittenCapture(decision.Next)))
            await Write(decision.Next);
        else
            _payment = decision.Next;
        if (decision.Action is not { } action)
        {
            await disk.Verify();
            return PaymentRules.View(orderId, _payment)!;
        }

        var answer = await Execute(action);
        if (answer is null)
            return PaymentRules.Unknown(null);
        if (!answer.Approved && action is (ProviderAction.Void or ProviderAction.Refund))
            logger.ProviderRefused(orderId, action, answer.DeclineReason);

        var next = PaymentRules.Answered(_payment, action, answer);
        if (PaymentRules.RequiresWrite(next, durable))
            await Write(next);
        else
            _payment = next;
        return PaymentRules.Outcome(orderId, _payment, action);
    }

    private bool IsUnwrittenCapture(PaymentState payment) =>
        payment.Status == PaymentStatus.Captured && disk.State.Status != PaymentStatus.Captured;

    /// <summary>Asks until there is an answer, a few times; null: the outcome is unknown.</summary>
    private async Task<ProviderAnswer?> Execute(ProviderAction action)
    {
        var pause = options.InitialBackoff;
        for (var attempt = 1; ; attempt++, pause *= 2)
        {
            _payment = _payment with { Attempts = _payment.Attempts + 1 };
            _attempts = _asked == action ? _attempts + 1 : 1;
            _asked = action;
            try
            {
                return await ExecuteOnce(PaymentRules.Request(orderId, _payment, action, _attempts));
            }
            catch (Exception exception) when (exception is TimeoutException or HttpRequestException or OperationCanceledException)
            {
                logger.ProviderDidNotAnswer(orderId, action, _payment.Attempts, exception);
            }

            if (attempt >= options.MaxAttempts)
                return null;
            await Task.Delay(pause, clock);
        }
    }

    private async Task<ProviderAnswer> ExecuteOnce(ProviderRequest request)
    {
        using var timeout = new CancellationTokenSource(options.ProviderTimeout, clock);

        // The provider may not look at the token, so this waits no longer than its timeout in any case.
        return await provider.Execute(request, timeout.Token).WaitAsync(timeout.Token);
    }

    private async Task Write(PaymentState next)
    {
        try
        {
            await disk.Write(next with { Version = disk.State.Version + 1 });
        }
        finally
        {
            _payment = disk.State;
        }
    }
}

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansMicro.Telemetry;

namespace OrleansMicro.Payments;

/// <summary>Makes what carries out the commands of a payment.</summary>
public sealed class PaymentProcesses(
    IPaymentProvider provider, TimeProvider clock, IOptions<PaymentOptions> options, ILogger<PaymentProcesses> logger)
{
    /// <summary>For the payment of one order.</summary>
    internal PaymentProcess For(string orderId, IStatePart<PaymentState> state) => new(orderId, state, provider, clock, options.Value, logger);
}

/// <summary>
/// The payment of one order; one command at a time. Asks the provider, and keeps its answer for the order's next write. A command outlives its call
/// if the provider is slow: the order asks again.
/// </summary>
internal sealed class PaymentProcess(
    string orderId, IStatePart<PaymentState> state, IPaymentProvider provider, TimeProvider clock, PaymentOptions options, ILogger logger)
{
    // The last action and how often it was asked: the key of an action stays the same until it is answered.
    private ProviderAction? _asked;
    private int _attempts;

    private (object Command, Task<Result<Payment>> Result)? _running;

    /// <summary>The payment as it is on disk; null when the provider was never asked.</summary>
    public Payment? Stored => PaymentRules.View(orderId, state.Stored.Value);

    /// <summary>The payment, with what is not written yet; null when the provider was never asked.</summary>
    public Payment? Latest => PaymentRules.View(orderId, state.Latest.Value);

    /// <summary>See <see cref="IPaymentGrain.Authorise"/>.</summary>
    /// <param name="command">The command.</param>
    /// <param name="durable">Whether the result is on disk before it is given. The order need not ask for that: it repeats its commands after a
    /// crash, and writes the result with its next step.</param>
    public Task<Result<Payment>> Authorise(AuthorisePayment command, bool durable = false) =>
        Run(command, () => Process(payment => PaymentRules.Authorise(payment, command), durable));

    /// <summary>See <see cref="IPaymentGrain.Capture"/> and <see cref="Authorise"/>.</summary>
    public Task<Result<Payment>> Capture(CapturePayment command, bool durable = false) =>
        Run(command, () => Process(payment => PaymentRules.Capture(payment, command), durable));

    /// <summary>See <see cref="IPaymentGrain.Void"/> and <see cref="Authorise"/>.</summary>
    public Task<Result<Payment>> Void(VoidPayment command, bool durable = false) =>
        Run(command, () => Process(payment => PaymentRules.Void(payment, command), durable));

    /// <summary>See <see cref="IPaymentGrain.Refund"/> and <see cref="Authorise"/>.</summary>
    public Task<Result<Payment>> Refund(RefundPayment command, bool durable = false) =>
        Run(command, () => Process(payment => PaymentRules.Refund(payment, command), durable));

    /// <summary>
    /// The result of a command, or that it is not known yet. A repeat waits for the command that is under way, and another command for its end. So no
    /// call lasts longer than the order waits for it, whatever the provider's timeout and number of attempts. The next call gets a failure that no
    /// call waited for: it is logged by its caller, and not lost.
    /// </summary>
    private async Task<Result<Payment>> Run(object command, Func<Task<Result<Payment>>> process)
    {
        var started = clock.GetTimestamp();
        while (_running is { } before && (before.Result.IsCompleted || !before.Command.Equals(command)))
        {
            if (!await Ends(before.Result, started))
                return PaymentRules.Unknown(null);
            if (IsOver(before.Result) && before.Result.IsFaulted)
                await before.Result;
        }

        var (_, result) = _running ??= (command, process());
        if (!await Ends(result, started))
            return PaymentRules.Unknown(null);
        IsOver(result);
        return await result;
    }

    /// <summary>Makes room for the next command, unless another caller did so and its command runs by now.</summary>
    private bool IsOver(Task<Result<Payment>> result)
    {
        if (_running?.Result != result)
            return false;
        _running = null;
        return true;
    }

    private ValueTask<bool> Ends(Task running, long started) => running.EndsWithin(Limits.MaxCallWait - clock.GetElapsedTime(started), clock);

    private async Task<Result<Payment>> Process(Func<PaymentState, PaymentDecision> decide, bool durable)
    {
        var from = state.Latest;
        var decision = decide(from.Value);
        if (decision.Refusal is { } refusal)
        {
            await state.Verify();
            return refusal;
        }

        await Keep(from, decision.Next, durable && PaymentRules.RequiresWrite(state.Stored.Value, decision));
        if (decision.Action is not { } action)
        {
            await state.Verify();
            return PaymentRules.View(orderId, decision.Next)!;
        }

        var (payment, answer) = await Execute(from, decision.Next, action);
        if (answer is null)
            return PaymentRules.Unknown(null);
        if (!answer.Approved && action is (ProviderAction.Void or ProviderAction.Refund))
            logger.ProviderRefused(orderId, action, answer.DeclineReason);

        payment = PaymentRules.Answered(payment, action, answer);
        await Keep(from, payment, durable || PaymentRules.RequiresWrite(payment));
        return PaymentRules.Outcome(orderId, payment, action);
    }

    /// <summary>Asks the provider until it answers, a few times. No answer: the outcome is unknown.</summary>
    private async Task<(PaymentState Payment, ProviderAnswer? Answer)> Execute(
        PartState<PaymentState> from, PaymentState payment, ProviderAction action)
    {
        var pause = options.InitialBackoff;
        for (var attempt = 1; ; attempt++, pause *= 2)
        {
            payment = payment with { Attempts = payment.Attempts + 1 };
            _attempts = _asked == action ? _attempts + 1 : 1;
            _asked = action;
            try
            {
                var request = PaymentRules.Request(orderId, payment, action, _attempts);
                return (payment, await (IsMeasured ? PaymentTelemetry.Measure(request, clock, ExecuteOnce) : ExecuteOnce(request)));
            }
            catch (Exception exception) when (exception is TimeoutException or HttpRequestException or OperationCanceledException)
            {
                logger.ProviderDidNotAnswer(orderId, action, payment.Attempts, exception);
            }

            // An answer that comes at once costs no write. One that does not is shown as pending, and its attempts survive a crash.
            await Keep(from, payment, write: true);
            if (attempt >= options.MaxAttempts)
                return (payment, null);
            await Task.Delay(pause, clock);
        }
    }

    private static bool IsMeasured => Metrics.PaymentDuration.Enabled || Tracing.Source.HasListeners();

    private async Task<ProviderAnswer> ExecuteOnce(ProviderRequest request)
    {
        using var timeout = new CancellationTokenSource(options.ProviderTimeout, clock);

        // The provider may not look at the token, so this waits no longer than its timeout in any case.
        return await provider.Execute(request, timeout.Token).WaitAsync(timeout.Token);
    }

    private Task Keep(PartState<PaymentState> from, PaymentState next, bool write)
    {
        if (write)
            return state.Write(from, next);
        state.Assume(from, next);
        return Task.CompletedTask;
    }
}

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Placement;
using OrleansMicro.Orders;

namespace OrleansMicro.Payments;

/// <summary>
/// The payment of one order; one command at a time. Asks the provider and writes its answer. The intent is written first where no other grain has it,
/// see <see cref="PaymentRules"/>. A command outlives its call if the provider is slow: the order asks again.
/// </summary>
[Immovable]
[PreferLocalPlacement]
public sealed class PaymentGrain(
    [PersistentState("payment")] IPersistentState<PaymentState> storage,
    GrainStates states,
    IPaymentProvider provider,
    TimeProvider clock,
    IOptions<PaymentOptions> options,
    ILogger<PaymentGrain> logger) : Grain, IPaymentGrain
{
    private string _orderId = "";
    private CommittedState<PaymentState> _disk = null!;

    // The last action and how often it was asked: the key of an action stays the same until it is answered.
    private ProviderAction? _asked;
    private int _attempts;

    private (object Command, Task<Result<Payment>> Result)? _running;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Open(this.GetPrimaryKeyString(), states.OneByOne(storage, DeactivateOnIdle));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<Payment?> Get(Caller caller, CancellationToken cancellation = default)
    {
        if (PaymentRules.View(_orderId, await _disk.Read()) is { } payment)
            return payment;

        // Before the payment has a row, the order's row is the intent to ask for the money. An order that has ended since has written the payment.
        return await GrainFactory.GetGrain<IOrderGrain>(_orderId).Peek() is { Status: OrderStatus.Placed } order
            ? PaymentRules.Pending(order)
            : PaymentRules.View(_orderId, await _disk.ReadNow());
    }

    /// <inheritdoc/>
    public Task<Result<Payment>> Authorise(AuthorisePayment command) =>
        Run(command, () => Process(PaymentRules.Authorise(_disk.Latest, command)));

    /// <inheritdoc/>
    public Task<Result<Payment>> Capture(CapturePayment command) =>
        Run(command, () => Process(PaymentRules.Capture(_disk.Latest, command), command.Durable));

    /// <inheritdoc/>
    public Task<Result<Payment>> Void(VoidPayment command) => Run(command, () => Process(PaymentRules.Void(_disk.Latest, command)));

    /// <inheritdoc/>
    public Task<Result<Payment>> Refund(RefundPayment command) =>
        Run(command, () => Process(PaymentRules.Refund(_disk.Latest, command)));

    internal void Open(string orderId, CommittedState<PaymentState> disk) => (_orderId, _disk) = (orderId, disk);

    /// <summary>
    /// The result of a command, or that it is not known yet. A repeat waits for the command that is under way, and another command for its end. So no
    /// call lasts longer than the order waits for it, whatever the provider's timeout and number of attempts. The next call gets a failure that no
    /// call waited for: it is logged by its caller, and not lost.
    /// </summary>
    private async Task<Result<Payment>> Run(object command, Func<Task<Result<Payment>>> process)
    {
        var started = clock.GetTimestamp();
        if (_running is { } before && (before.Result.IsCompleted || !before.Command.Equals(command)))
        {
            if (!await Ends(before.Result, started))
                return PaymentRules.Unknown(null);
            _running = null;
            if (before.Result.IsFaulted)
                await before.Result;
        }

        var (_, result) = _running ??= (command, process());
        if (!await Ends(result, started))
            return PaymentRules.Unknown(null);
        _running = null;
        return await result;
    }

    private ValueTask<bool> Ends(Task running, long started) => running.EndsWithin(Limits.MaxCallWait - clock.GetElapsedTime(started), clock);

    private async Task<Result<Payment>> Process(PaymentDecision decision, bool durable = true)
    {
        if (decision.Refusal is { } refusal)
        {
            await _disk.Verify();
            return refusal;
        }

        await Keep(decision.Next, PaymentRules.RequiresWrite(_disk.Latest, decision) || (durable && IsUnwrittenCapture(decision.Next)));
        if (decision.Action is not { } action)
        {
            await _disk.Verify();
            return PaymentRules.View(_orderId, decision.Next)!;
        }

        var (payment, answer) = await Execute(decision.Next, action);
        if (answer is null)
            return PaymentRules.Unknown(null);
        if (!answer.Approved && action is (ProviderAction.Void or ProviderAction.Refund))
            logger.ProviderRefused(_orderId, action, answer.DeclineReason);

        payment = PaymentRules.Answered(payment, action, answer);
        await Keep(payment, PaymentRules.RequiresWrite(payment, durable));
        return PaymentRules.Outcome(_orderId, payment, action);
    }

    private bool IsUnwrittenCapture(PaymentState payment) =>
        payment.Status == PaymentStatus.Captured && _disk.State.Status != PaymentStatus.Captured;

    /// <summary>Asks the provider until it answers, a few times. No answer: the outcome is unknown.</summary>
    private async Task<(PaymentState Payment, ProviderAnswer? Answer)> Execute(PaymentState payment, ProviderAction action)
    {
        var pause = options.Value.InitialBackoff;
        for (var attempt = 1; ; attempt++, pause *= 2)
        {
            payment = payment with { Attempts = payment.Attempts + 1 };
            _attempts = _asked == action ? _attempts + 1 : 1;
            _asked = action;
            try
            {
                return (payment, await ExecuteOnce(PaymentRules.Request(_orderId, payment, action, _attempts)));
            }
            catch (Exception exception) when (exception is TimeoutException or HttpRequestException or OperationCanceledException)
            {
                logger.ProviderDidNotAnswer(_orderId, action, payment.Attempts, exception);
            }

            // An answer that comes at once costs no write. One that does not is shown as pending, and its attempts survive a crash.
            await Keep(payment, write: true);
            if (attempt >= options.Value.MaxAttempts)
                return (payment, null);
            await Task.Delay(pause, clock);
        }
    }

    private async Task<ProviderAnswer> ExecuteOnce(ProviderRequest request)
    {
        using var timeout = new CancellationTokenSource(options.Value.ProviderTimeout, clock);

        // The provider may not look at the token, so this waits no longer than its timeout in any case.
        return await provider.Execute(request, timeout.Token).WaitAsync(timeout.Token);
    }

    private Task Keep(PaymentState next, bool write)
    {
        if (write)
            return _disk.Write(next with { Version = _disk.State.Version + 1 });
        _disk.Assume(next);
        return Task.CompletedTask;
    }
}

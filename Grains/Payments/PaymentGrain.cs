using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace OrleansMicro.Payments;

/// <summary>Writes the intent, asks the provider, writes what it said.</summary>
public sealed class PaymentGrain(
    [PersistentState("payment")] IPersistentState<PaymentState> storage,
    IPaymentProvider provider,
    TimeProvider clock,
    IOptions<PaymentOptions> options,
    ILogger<PaymentGrain> logger) : Grain, IPaymentGrain
{
    private CommittedState<PaymentState> _disk = null!;

    // What is on disk, or that with a hold which the provider has told of and which is not written yet.
    private PaymentState _payment = null!;

    // The action asked last and how often: an action's key never changes while it is unanswered.
    private ProviderAction? _asked;
    private int _attempts;

    private string OrderId => this.GetPrimaryKeyString();

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _disk = new CommittedState<PaymentState>(storage, DeactivateOnIdle);
        _payment = _disk.State;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<Payment?> Get() => Task.FromResult(PaymentRules.View(OrderId, _disk.State));

    /// <inheritdoc/>
    public Task<Result<Payment>> Authorise(AuthorisePayment command) => Carry(PaymentRules.Authorise(_payment, command));

    /// <inheritdoc/>
    public async Task<Result<Payment>> Capture()
    {
        var decision = PaymentRules.Capture(_payment);
        if (decision.Ask == ProviderAction.Authorise)
        {
            var held = await Carry(decision);
            if (!held.Accepted)
                return held;
            decision = PaymentRules.Capture(_payment);
        }

        return await Carry(decision);
    }

    /// <inheritdoc/>
    public Task<Result<Payment>> Void() => Carry(PaymentRules.Void(_payment));

    /// <inheritdoc/>
    public Task<Result<Payment>> Refund(RefundPayment command) => Carry(PaymentRules.Refund(_payment, command));

    private async Task<Result<Payment>> Carry(PaymentDecision decision)
    {
        if (decision.Refusal is { } refusal)
            return refusal;
        if (!ReferenceEquals(decision.Next, _payment))
            await Write(decision.Next);
        if (decision.Ask is not { } action)
            return PaymentRules.View(OrderId, _payment)!;

        var answer = await Ask(action);
        if (answer is null)
            return PaymentRules.Unknown(null);
        if (!answer.Approved && action is (ProviderAction.Void or ProviderAction.Refund))
            logger.ProviderRefused(OrderId, action, answer.DeclineReason);

        var next = PaymentRules.Answered(_payment, action, answer);
        if (PaymentRules.MustBeWritten(next))
            await Write(next);
        else
            _payment = next;
        return PaymentRules.Outcome(OrderId, _payment, action);
    }

    /// <summary>Asks until there is an answer, a few times; null: the outcome is unknown.</summary>
    private async Task<ProviderAnswer?> Ask(ProviderAction action)
    {
        var pause = options.Value.FirstBackOff;
        for (var attempt = 1; ; attempt++, pause *= 2)
        {
            _payment = _payment with { Attempts = _payment.Attempts + 1 };
            _attempts = _asked == action ? _attempts + 1 : 1;
            _asked = action;
            try
            {
                return await AskOnce(PaymentRules.Request(OrderId, _payment, action, _attempts));
            }
            catch (Exception exception) when (exception is TimeoutException or HttpRequestException or OperationCanceledException)
            {
                logger.ProviderDidNotAnswer(OrderId, action, _payment.Attempts, exception);
            }

            if (attempt >= options.Value.MaxAttempts)
                return null;
            await Task.Delay(pause, clock);
        }
    }

    private async Task<ProviderAnswer> AskOnce(ProviderRequest request)
    {
        using var patience = new CancellationTokenSource(options.Value.ProviderTimeout, clock);

        // The provider may not look at the token, so this waits no longer than its patience in any case.
        return await provider.Ask(request, patience.Token).WaitAsync(patience.Token);
    }

    private async Task Write(PaymentState next)
    {
        try
        {
            await _disk.Write(next with { Version = _disk.State.Version + 1 });
        }
        finally
        {
            _payment = _disk.State;
        }
    }
}

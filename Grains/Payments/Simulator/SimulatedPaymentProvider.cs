using Microsoft.Extensions.Options;

namespace OrleansMicro.Payments;

/// <summary>
/// The connection to the simulated acquirer. Requests and answers are lost or doubled on it, as the options and the payment method say.
/// </summary>
public sealed class SimulatedPaymentProvider(
    IGrainFactory grains, SimulatedAcquirers acquirers, TimeProvider clock, IOptions<PaymentSimulatorOptions> options) : IPaymentProvider
{
    /// <inheritdoc/>
    public async Task<ProviderAnswer> Execute(ProviderRequest request, CancellationToken cancellation)
    {
        var behaviour = options.Value;
        if (behaviour.LatencyMs > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(behaviour.LatencyMs), clock, cancellation);
        if (SimulatorRules.IsLost(behaviour, request))
            throw new TimeoutException("Simulated: the request got lost.");

        var sent = new AcquirerRequest(request.IdempotencyKey, KindOf(request.Action), request.Amount, request.Method, request.Reference);
        var answer = await Send(request.OrderId, sent);
        if (request.Method == SimulatorRules.TwiceToken)
            answer = await Send(request.OrderId, sent);

        return SimulatorRules.IsAnswerLost(behaviour, request)
            ? throw new TimeoutException("Simulated: the answer got lost.")
            : new ProviderAnswer(answer.Approved, answer.Reference, answer.DeclineReason);
    }

    private Task<AcquirerAnswer> Send(string orderId, AcquirerRequest request) =>
        acquirers.Find(orderId)?.Execute(request) ?? grains.GetGrain<ISimulatedAcquirerGrain>(orderId).Execute(request);

    /// <summary>What the acquirer is asked.</summary>
    public static AcquirerRequestKind KindOf(ProviderAction action) => action switch
    {
        ProviderAction.Authorise => AcquirerRequestKind.Authorise,
        ProviderAction.Capture => AcquirerRequestKind.Capture,
        ProviderAction.Void => AcquirerRequestKind.Void,
        _ => AcquirerRequestKind.Refund,
    };
}

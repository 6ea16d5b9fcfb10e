using Microsoft.Extensions.Options;
using Orleans.Placement;

namespace OrleansMicro.Payments;

/// <summary>
/// The connection to the simulated acquirer. Requests and answers are lost or doubled on it, as the options and the payment method say.
/// </summary>
public sealed class SimulatedPaymentProvider(IGrainFactory grains, TimeProvider clock, IOptions<PaymentSimulatorOptions> options) : IPaymentProvider
{
    /// <inheritdoc/>
    public async Task<ProviderAnswer> Execute(ProviderRequest request, CancellationToken cancellation)
    {
        var behaviour = options.Value;
        if (behaviour.LatencyMs > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(behaviour.LatencyMs), clock, cancellation);
        if (SimulatorRules.IsLost(behaviour, request))
            throw new TimeoutException("Simulated: the request got lost.");

        var acquirer = grains.GetGrain<ISimulatedAcquirerGrain>(request.OrderId);
        var sent = new AcquirerRequest(request.IdempotencyKey, KindOf(request.Action), request.Amount, request.Method, request.Reference);
        var answer = await acquirer.Execute(sent);
        if (request.Method == SimulatorRules.TwiceToken)
            answer = await acquirer.Execute(sent);

        return SimulatorRules.IsAnswerLost(behaviour, request)
            ? throw new TimeoutException("Simulated: the answer got lost.")
            : new ProviderAnswer(answer.Approved, answer.Reference, answer.DeclineReason);
    }

    private static AcquirerRequestKind KindOf(ProviderAction action) => action switch
    {
        ProviderAction.Authorise => AcquirerRequestKind.Authorise,
        ProviderAction.Capture => AcquirerRequestKind.Capture,
        ProviderAction.Void => AcquirerRequestKind.Void,
        _ => AcquirerRequestKind.Refund,
    };
}

/// <summary>Keeps the books of an order on disk, so that they survive a crash, as an acquirer's do.</summary>
[PreferLocalPlacement]
public sealed class SimulatedAcquirerGrain(
    [PersistentState("acquirer")] IPersistentState<AcquirerState> storage,
    GrainStates states,
    IOptions<PaymentSimulatorOptions> options) : Grain, ISimulatedAcquirerGrain
{
    private CommittedState<AcquirerState> _books = null!;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _books = states.OneByOne(storage, DeactivateOnIdle);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<AcquirerBooks> GetBooks(Caller caller, CancellationToken cancellation = default) =>
        Task.FromResult(AcquirerRules.View(_books.Latest));

    /// <inheritdoc/>
    public async Task<AcquirerAnswer> Execute(AcquirerRequest request)
    {
        var (books, answer) = AcquirerRules.Execute(_books.Latest, request, SimulatorRules.Declines(options.Value, request));
        if (AcquirerRules.RequiresWrite(request))
            await _books.Write(books);
        else
            _books.Assume(books);
        return answer;
    }
}

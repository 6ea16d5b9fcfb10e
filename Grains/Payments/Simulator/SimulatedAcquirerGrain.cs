using Microsoft.Extensions.Options;
using Orleans.Placement;

namespace OrleansMicro.Payments;

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

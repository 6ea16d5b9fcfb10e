using Microsoft.Extensions.Options;
using Orleans.Placement;

namespace OrleansMicro.Payments;

/// <summary>Keeps the books of an order on disk, as an acquirer would, so that they outlive a crash of everything here.</summary>
[PreferLocalPlacement]
public sealed class SimulatedAcquirerGrain(
    [PersistentState("acquirer")] IPersistentState<AcquirerState> storage,
    GrainStates states,
    IOptions<PaymentSimulatorOptions> options) : Grain, ISimulatedAcquirerGrain
{
    private CommittedState<AcquirerState> _books = null!;

    // What is on disk, or that with answers about holds, which need not be.
    private AcquirerState _latest = null!;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _books = states.OneByOne(storage, DeactivateOnIdle);
        _latest = _books.State;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<AcquirerBooks> GetBooks(Caller caller, CancellationToken cancellation = default) => Task.FromResult(AcquirerRules.View(_latest));

    /// <inheritdoc/>
    public async Task<AcquirerAnswer> Execute(AcquirerRequest request)
    {
        var (books, answer) = AcquirerRules.Execute(_latest, request, SimulatorRules.Declines(options.Value, request));
        if (AcquirerRules.RequiresWrite(request))
            await Write(books);
        else
            _latest = books;
        return answer;
    }

    private async Task Write(AcquirerState books)
    {
        try
        {
            await _books.Write(books);
        }
        finally
        {
            _latest = _books.State;
        }
    }
}

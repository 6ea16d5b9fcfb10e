using Microsoft.Extensions.Options;

namespace OrleansMicro.Payments;

/// <summary>Keeps the books of an order on disk, as an acquirer would, so that they outlive a crash of everything here.</summary>
public sealed class SimulatedAcquirerGrain(
    [PersistentState("acquirer")] IPersistentState<AcquirerState> storage,
    IOptions<PaymentSimulatorOptions> options) : Grain, ISimulatedAcquirerGrain
{
    private CommittedState<AcquirerState> _books = null!;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _books = new CommittedState<AcquirerState>(storage, DeactivateOnIdle);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<AcquirerBooks> GetBooks() => Task.FromResult(AcquirerRules.View(_books.State));

    /// <inheritdoc/>
    public async Task<AcquirerAnswer> Execute(AcquirerRequest request)
    {
        var (books, answer) = AcquirerRules.Execute(_books.State, request, SimulatorRules.Declines(options.Value, request));
        await _books.Write(books);
        return answer;
    }
}

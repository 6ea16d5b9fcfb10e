using OrleansMicro.Payments;

namespace OrleansMicro.Simulation.Mutations;

/// <summary>Changes the requests to the payment provider.</summary>
internal sealed class ProviderBug(IPaymentProvider provider, Func<IPaymentProvider, ProviderRequest, CancellationToken, Task<ProviderAnswer>> ask)
    : IPaymentProvider
{
    public Task<ProviderAnswer> Execute(ProviderRequest request, CancellationToken cancellation) => ask(provider, request, cancellation);
}

using OrleansMicro.Payments;

namespace OrleansMicro.Simulation.Breaks;

/// <summary>Changes the requests to the payment provider.</summary>
internal sealed class ProviderBug(IPaymentProvider provider, Func<IPaymentProvider, ProviderRequest, CancellationToken, Task<ProviderAnswer>> ask)
    : IPaymentProvider
{
    public Task<ProviderAnswer> Ask(ProviderRequest request, CancellationToken cancellation) => ask(provider, request, cancellation);
}

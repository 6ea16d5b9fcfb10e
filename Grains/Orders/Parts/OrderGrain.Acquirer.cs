using OrleansMicro.Payments;

namespace OrleansMicro.Orders;

/// <content>
/// The simulated acquirer's books of the order: in a row of their own, because an acquirer knows nothing of orders, and in this activation, because
/// another one would cost more than the rest of the simulator. A real provider never calls this.
/// </content>
public sealed partial class OrderGrain : ISimulatedAcquirerGrain
{
    private SimulatedAcquirer _acquirer = null!;

    /// <inheritdoc/>
    Task<AcquirerBooks> ISimulatedAcquirerGrain.GetBooks(Caller caller, CancellationToken cancellation) => _acquirer.GetBooks();

    /// <inheritdoc/>
    Task<AcquirerAnswer> ISimulatedAcquirerGrain.Execute(AcquirerRequest request) => _acquirer.Execute(request);
}

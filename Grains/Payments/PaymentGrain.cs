using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Placement;

namespace OrleansMicro.Payments;

/// <summary>The payment of one order; one command at a time.</summary>
[PreferLocalPlacement]
public sealed class PaymentGrain(
    [PersistentState("payment")] IPersistentState<PaymentState> storage,
    GrainStates states,
    IPaymentProvider provider,
    TimeProvider clock,
    IOptions<PaymentOptions> options,
    ILogger<PaymentGrain> logger) : Grain, IPaymentGrain
{
    private CommittedState<PaymentState> _disk = null!;
    private PaymentDesk _desk = null!;

    private string OrderId => this.GetPrimaryKeyString();

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _disk = states.OneByOne(storage, DeactivateOnIdle);
        _desk = new PaymentDesk(OrderId, _disk, provider, clock, options.Value, logger);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<Payment?> Get(Caller caller, CancellationToken cancellation = default) => PaymentRules.View(OrderId, await _disk.Read());

    /// <inheritdoc/>
    public Task<Result<Payment>> Authorise(AuthorisePayment command) => _desk.Authorise(command);

    /// <inheritdoc/>
    public Task<Result<Payment>> Capture(CapturePayment command) => _desk.Capture(command);

    /// <inheritdoc/>
    public Task<Result<Payment>> Void(VoidPayment command) => _desk.Void(command);

    /// <inheritdoc/>
    public Task<Result<Payment>> Refund(RefundPayment command) => _desk.Refund(command);
}

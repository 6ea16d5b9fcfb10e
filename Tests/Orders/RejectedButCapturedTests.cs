using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using OrleansMicro.Carts;
using OrleansMicro.Customers;
using OrleansMicro.Orders;
using OrleansMicro.Payments;
using OrleansMicro.Stock;
using OrleansMicro.Tests.Common;
using OrleansMicro.Tests.Orders.World;
using OrleansMicro.Tests.Payments;

namespace OrleansMicro.Tests.Orders;

/// <summary>A rejected order whose payment turns out to be captured.</summary>
public sealed class RejectedButCapturedTests
{
    private static readonly Money Total = new(1050, "GBP");

    private readonly RecordingLogger _logger = new();
    private readonly Provider _provider = new();
    private readonly IStatePart<PaymentState> _state = new Disk().Payment("payment/o1");
    private readonly PaymentProcess _payment;

    public RejectedButCapturedTests() =>
        _payment = new PaymentProcess("o1", _state, _provider, new FakeTimeProvider(), new PaymentOptions(), _logger);

    [Fact]
    public async Task The_money_is_refunded_and_the_log_is_critical()
    {
        Capture();

        Assert.IsType<CheckoutEvent.Undone>(await Reject());

        Assert.Equal(Total, _provider.Refunded);
        Assert.Equal((LogLevel.Critical, 4003), Logged());
        Assert.Contains("1050 GBP", _logger.Entries[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repeat_after_the_refund_is_not_logged_again()
    {
        Capture();
        await Reject();

        Assert.IsType<CheckoutEvent.Undone>(await Reject());

        Assert.Equal((LogLevel.Critical, 4003), Logged());
    }

    [Fact]
    public async Task A_payment_that_took_nothing_is_voided_without_a_log()
    {
        Assert.IsType<CheckoutEvent.Undone>(await Reject());

        Assert.Empty(_logger.Entries);
        Assert.Equal(0, _provider.Refunded.Minor);
    }

    private void Capture() => _state.Assume(_state.Latest, new PaymentState
    {
        Status = PaymentStatus.Captured,
        Amount = Total,
        Captured = Total,
        Refunded = Money.Zero("GBP"),
        Reference = "ref",
    });

    private (LogLevel, int) Logged()
    {
        var (level, id, _) = Assert.Single(_logger.Entries);
        return (level, id);
    }

    private Task<CheckoutEvent> Reject()
    {
        var order = OrderRules.Place("o1", Sample.Order(Sample.Line("s1/p1")), DateTimeOffset.UnixEpoch).Value! with { Step = OrderStep.Rejecting };
        var grains = FactoryProxy.For(Grain);
        return new CheckoutParticipants(grains, DirectCalls.With(grains), _payment, null!, new OrderOptions(), _logger).Run(order, isRetry: true);
    }

    private static object Grain(Type type, string key)
    {
        var calm = new Chaos(0, 0);
        return type.Name switch
        {
            nameof(IStockGrain) => GrainProxy.For<IStockGrain>(calm, () => new StockPart(new FakeTimeProvider(), key)),
            nameof(ICartGrain) => GrainProxy.For<ICartGrain>(calm, () => new CustomerPart()),
            _ => GrainProxy.For<ICustomerGrain>(calm, () => new CustomerPart()),
        };
    }

    /// <summary>Approves everything.</summary>
    private sealed class Provider : IPaymentProvider
    {
        public Money Refunded { get; private set; } = Money.Zero("GBP");

        public Task<ProviderAnswer> Execute(ProviderRequest request, CancellationToken cancellation)
        {
            if (request.Action == ProviderAction.Refund)
                Refunded += request.Amount;
            return Task.FromResult(new ProviderAnswer(true, "ref", null));
        }
    }
}

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using OrleansMicro.Carts;
using OrleansMicro.Customers;
using OrleansMicro.Orders;
using OrleansMicro.Payments;
using OrleansMicro.Shipments;
using OrleansMicro.Stock;
using OrleansMicro.Tests.Common;
using OrleansMicro.Tests.Orders.World;

namespace OrleansMicro.Tests.Orders;

/// <summary>A rejected order whose payment turns out to be captured.</summary>
public sealed class RejectedButCapturedTests
{
    private static readonly Money Total = new(1050, "GBP");

    private readonly RecordingLogger _logger = new();
    private readonly PaymentPart _payment = new();

    [Fact]
    public async Task The_money_is_refunded_and_the_log_is_critical()
    {
        _payment.Captured = Total;

        Assert.IsType<CheckoutEvent.Undone>(await Reject());

        Assert.Equal(Total, _payment.Refunded);
        Assert.Equal((LogLevel.Critical, 4003), Logged());
        Assert.Contains("1050 GBP", _logger.Entries[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repeat_after_the_refund_is_not_logged_again()
    {
        _payment.Captured = Total;
        await Reject();

        Assert.IsType<CheckoutEvent.Undone>(await Reject());

        Assert.Equal((LogLevel.Critical, 4003), Logged());
    }

    [Fact]
    public async Task A_payment_that_took_nothing_is_voided_without_a_log()
    {
        Assert.IsType<CheckoutEvent.Undone>(await Reject());

        Assert.Empty(_logger.Entries);
        Assert.Equal(0, _payment.Refunded.Minor);
    }

    private (LogLevel, int) Logged()
    {
        var (level, id, _) = Assert.Single(_logger.Entries);
        return (level, id);
    }

    private Task<CheckoutEvent> Reject()
    {
        var order = OrderRules.Place("o1", Sample.Order(Sample.Line("s1/p1")), DateTimeOffset.UnixEpoch).Value! with { Step = OrderStep.Rejecting };
        return new CheckoutParticipants(FactoryProxy.For(Grain), new OrderOptions(), _logger).Run(order, isRetry: true);
    }

    private object Grain(Type type, string key)
    {
        var calm = new Chaos(0, 0);
        return type.Name switch
        {
            nameof(IStockGrain) => GrainProxy.For<IStockGrain>(calm, () => new StockPart(new FakeTimeProvider(), key)),
            nameof(ICartGrain) => GrainProxy.For<ICartGrain>(calm, () => new CustomerPart()),
            nameof(ICustomerGrain) => GrainProxy.For<ICustomerGrain>(calm, () => new CustomerPart()),
            nameof(IShipmentGrain) => GrainProxy.For<IShipmentGrain>(calm, () => new ShipmentPart()),
            _ => GrainProxy.For<IPaymentGrain>(calm, () => _payment),
        };
    }

    /// <summary>A payment that cannot be voided once something was captured.</summary>
    private sealed class PaymentPart
    {
        public Money Captured { get; set; } = Money.Zero("GBP");

        public Money Refunded { get; private set; } = Money.Zero("GBP");

        public Task<Payment?> Get(Caller caller, CancellationToken cancellation) => Task.FromResult<Payment?>(View());

        public Task<Result<Payment>> Void(VoidPayment command) => Task.FromResult<Result<Payment>>(
            Captured.Minor == 0 ? View() : new Refusal(RefusalCodes.WrongState, "The money was taken."));

        public Task<Result<Payment>> Refund(RefundPayment command)
        {
            Refunded = command.Amount;
            return Task.FromResult<Result<Payment>>(View());
        }

        private Payment View() => new("o1", PaymentStatus.Captured, Total, Captured, Refunded, "ref", null, 1);
    }
}

using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OrleansMicro.Payments;
using OrleansMicro.Tests.Orders.World;

namespace OrleansMicro.Tests.Payments;

/// <summary>A call of a payment ends long before its response timeout, and the provider is asked on.</summary>
public sealed class PaymentWaitTests
{
    private const string Row = "payment/o1";
    private static readonly AuthorisePayment Authorise = new(new Money(500, "GBP"), "tok_ok");
    private static readonly VoidPayment Void = new(new Money(500, "GBP"), "tok_ok", MayBeHeld: true);

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly Disk _disk = new();
    private readonly TimerClock _clock = new();
    private readonly WaitingProvider _provider = new();
    private readonly PaymentProcess _payment;

    public PaymentWaitTests() =>
        _payment = new PaymentProcess("o1", _disk.Payment(Row), _provider, _clock, new PaymentOptions(), NullLogger.Instance);

    [Fact]
    public async Task A_slow_provider_leaves_the_payment_pending()
    {
        Assert.Equal(RefusalCodes.PaymentUnknown, (await Waited(_payment.Authorise(Authorise))).Refusal?.Code);
        var repeat = _payment.Authorise(Authorise);
        Assert.False(repeat.IsCompleted);

        _provider.Answer();

        Assert.Equal(PaymentStatus.Authorised, (await repeat).Value?.Status);
        Assert.Equal(["o1:authorise"], _provider.Keys);
    }

    [Fact]
    public async Task An_answer_between_two_calls_is_not_lost()
    {
        await Waited(_payment.Authorise(Authorise));

        _provider.Answer();

        Assert.Equal(PaymentStatus.Authorised, (await _payment.Authorise(Authorise)).Value?.Status);
        Assert.Equal(["o1:authorise"], _provider.Keys);
    }

    [Fact]
    public async Task A_failure_between_two_calls_is_not_lost()
    {
        await Waited(_payment.Authorise(Authorise));

        _provider.Fail();

        await Assert.ThrowsAsync<InvalidOperationException>(() => _payment.Authorise(Authorise));
        var repeat = _payment.Authorise(Authorise);
        await _provider.Asked(2);
        _provider.Answer();
        Assert.Equal(PaymentStatus.Authorised, (await repeat).Value?.Status);
    }

    [Fact]
    public async Task An_attempt_is_written_although_no_call_waits()
    {
        await Waited(_payment.Authorise(Authorise));

        await _provider.Asked(1);
        _clock.Advance(new PaymentOptions().ProviderTimeout);
        await _clock.Timer(new PaymentOptions().InitialBackoff);
        _clock.Advance(new PaymentOptions().InitialBackoff);
        await _provider.Asked(1);

        Assert.Equal((PaymentStatus.Authorising, 1), (_disk.Read<PaymentState>(Row).Value!.Status, _disk.Read<PaymentState>(Row).Value!.Attempts));
    }

    [Fact]
    public async Task A_void_waits_for_the_request_under_way()
    {
        await Waited(_payment.Authorise(Authorise));

        Assert.Equal(RefusalCodes.PaymentUnknown, (await Waited(_payment.Void(Void))).Refusal?.Code);
        Assert.Equal(["o1:authorise"], _provider.Keys);

        _provider.Answer();
        var voided = _payment.Void(Void);
        await _provider.Asked(2);
        _provider.Answer();
        Assert.Equal(PaymentStatus.Voided, (await voided).Value?.Status);
        Assert.Equal(["o1:authorise", "o1:void"], _provider.Keys);
    }

    /// <summary>The order's process and a command from outside interleave.</summary>
    [Fact]
    public async Task Two_commands_that_waited_run_one_after_the_other()
    {
        var authorised = _payment.Authorise(Authorise);
        await _provider.Asked(1);
        var voided = _payment.Void(Void);
        var captured = _payment.Capture(new CapturePayment(new Money(500, "GBP"), "tok_ok", "ref"));

        _provider.Answer();
        await authorised;
        await _provider.Asked(1);
        Assert.Equal(["o1:authorise", "o1:void"], _provider.Keys);
        _provider.Answer();

        Assert.Equal(PaymentStatus.Voided, (await voided).Value?.Status);
        Assert.Equal(RefusalCodes.WrongState, (await captured).Refusal?.Code);
        Assert.Equal(["o1:authorise", "o1:void"], _provider.Keys);
    }

    /// <summary>The call's answer, within half of the response timeout of a cluster. Two calls are shorter than the provider's timeout.</summary>
    private async Task<Result<Payment>> Waited(Task<Result<Payment>> call)
    {
        Assert.False(call.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(2.1));
        return await call.WaitAsync(Limit);
    }

    /// <summary>Answers when the test lets it.</summary>
    private sealed class WaitingProvider : IPaymentProvider
    {
        private readonly Channel<string> _requests = Channel.CreateUnbounded<string>();
        private TaskCompletionSource<ProviderAnswer> _answer = new();

        public List<string> Keys { get; } = [];

        public Task<ProviderAnswer> Execute(ProviderRequest request, CancellationToken cancellation)
        {
            Keys.Add(request.IdempotencyKey);
            _answer = new TaskCompletionSource<ProviderAnswer>();
            _requests.Writer.TryWrite(request.IdempotencyKey);
            return _answer.Task;
        }

        public void Answer() => _answer.TrySetResult(new ProviderAnswer(true, "ref", null));

        public void Fail() => _answer.TrySetException(new InvalidOperationException("Planted."));

        /// <summary>Waits until the provider was asked so often.</summary>
        public async Task Asked(int times)
        {
            for (; times > 0; times--)
                await _requests.Reader.ReadAsync().AsTask().WaitAsync(Limit);
        }
    }

    /// <summary>Virtual time that tells which timers are set.</summary>
    private sealed class TimerClock : FakeTimeProvider
    {
        private readonly Channel<TimeSpan> _timers = Channel.CreateUnbounded<TimeSpan>();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            _timers.Writer.TryWrite(dueTime);
            return timer;
        }

        /// <summary>Waits until a timer of that duration was set.</summary>
        public async Task Timer(TimeSpan dueTime)
        {
            while (await _timers.Reader.ReadAsync().AsTask().WaitAsync(Limit) != dueTime)
            {
            }
        }
    }
}

using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OrleansMicro.Payments;
using OrleansMicro.Tests.Orders.World;

namespace OrleansMicro.Tests.Payments;

/// <summary>The attempts of a payment are written once the provider has to be waited for, and only then.</summary>
public sealed class PaymentAttemptsTests
{
    private const string Row = "payment/o1";
    private static readonly AuthorisePayment Command = new(new Money(500, "GBP"), "tok_ok");

    private readonly Disk _disk = new();
    private readonly ScriptedProvider _provider = new();

    [Fact]
    public async Task An_answer_at_once_costs_no_write()
    {
        Assert.True((await Activate().Authorise(Command)).Accepted);

        Assert.False(_disk.Writes.ContainsKey(Row));
    }

    [Fact]
    public async Task Attempts_without_an_answer_survive_a_restart()
    {
        _provider.Timeouts = 3;

        Assert.Equal(RefusalCodes.PaymentUnknown, (await Activate().Authorise(Command)).Refusal?.Code);
        Assert.Equal((PaymentStatus.Authorising, 2), Stored());

        var authorised = await Activate().Authorise(Command);

        Assert.Equal((PaymentStatus.Authorised, 4), (authorised.Value?.Status, authorised.Value?.Attempts));
        Assert.Equal((PaymentStatus.Authorising, 3), Stored());
        Assert.Single(_provider.Keys.Distinct());
    }

    private (PaymentStatus?, int) Stored()
    {
        var stored = _disk.Read<PaymentState>(Row).Value!;
        return (stored.Status, stored.Attempts);
    }

    private PaymentProcess Activate() => new(
        "o1",
        _disk.Payment(Row),
        _provider,
        new FakeTimeProvider(),
        new PaymentOptions { MaxAttempts = 2, InitialBackoff = TimeSpan.Zero },
        NullLogger.Instance);

    /// <summary>Does not answer the first requests, and approves the others.</summary>
    private sealed class ScriptedProvider : IPaymentProvider
    {
        public int Timeouts { get; set; }

        public List<string> Keys { get; } = [];

        public Task<ProviderAnswer> Execute(ProviderRequest request, CancellationToken cancellation)
        {
            Keys.Add(request.IdempotencyKey);
            return Timeouts-- > 0
                ? Task.FromException<ProviderAnswer>(new TimeoutException())
                : Task.FromResult(new ProviderAnswer(true, "ref", null));
        }
    }
}

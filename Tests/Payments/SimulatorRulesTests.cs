using OrleansMicro.Payments;

namespace OrleansMicro.Tests.Payments;

public sealed class SimulatorRulesTests
{
    [Fact]
    public void Declines_the_set_share_and_the_same_ones_each_time()
    {
        var options = new PaymentSimulatorOptions { DeclinePercent = 20, Seed = 7 };
        var declined = Enumerable.Range(0, 5_000).Where(i => Declines(options, i)).ToArray();

        Assert.InRange(declined.Length, 850, 1_150);
        Assert.Equal(declined, Enumerable.Range(0, 5_000).Where(i => Declines(options, i)));
    }

    [Fact]
    public void Another_seed_declines_others()
    {
        var one = Enumerable.Range(0, 200).Select(i => Declines(new PaymentSimulatorOptions { DeclinePercent = 50, Seed = 1 }, i));
        var two = Enumerable.Range(0, 200).Select(i => Declines(new PaymentSimulatorOptions { DeclinePercent = 50, Seed = 2 }, i));

        Assert.NotEqual(one, two);
    }

    [Fact]
    public void Loses_answers_by_attempt_so_that_a_repeat_gets_through()
    {
        var options = new PaymentSimulatorOptions { TimeoutPercent = 50 };

        Assert.All(Enumerable.Range(0, 100), i => Assert.Contains(
            Enumerable.Range(1, 40), attempt => !SimulatorRules.IsAnswerLost(options, Request($"o{i}", "tok_ok", attempt))));
    }

    [Fact]
    public void The_time_out_token_loses_the_first_answer_only()
    {
        var options = new PaymentSimulatorOptions();

        Assert.True(SimulatorRules.IsAnswerLost(options, Request("o1", SimulatorRules.TimeoutToken, 1)));
        Assert.False(SimulatorRules.IsAnswerLost(options, Request("o1", SimulatorRules.TimeoutToken, 2)));
    }

    [Theory]
    [InlineData(SimulatorRules.ApproveToken, false)]
    [InlineData(SimulatorRules.TimeoutToken, false)]
    [InlineData(SimulatorRules.TwiceToken, false)]
    [InlineData(SimulatorRules.DeclineToken, true)]
    [InlineData("tok_declined", true)]
    [InlineData("visa", true)]
    public void A_token_that_it_does_not_know_is_declined(string token, bool declined) => Assert.Equal(declined, SimulatorRules.Declines(
        new PaymentSimulatorOptions(), new AcquirerRequest("o1:authorise", AcquirerRequestKind.Authorise, new Money(1, "GBP"), token)));

    [Fact]
    public void Nothing_goes_wrong_unless_asked_for()
    {
        var options = new PaymentSimulatorOptions();

        Assert.All(Enumerable.Range(0, 500), i =>
        {
            Assert.False(Declines(options, i));
            Assert.False(SimulatorRules.IsLost(options, Request($"o{i}", "tok_ok", 1)));
            Assert.False(SimulatorRules.IsAnswerLost(options, Request($"o{i}", "tok_ok", 1)));
        });
    }

    private static bool Declines(PaymentSimulatorOptions options, int order) => SimulatorRules.Declines(
        options, new AcquirerRequest($"o{order}:authorise", AcquirerRequestKind.Authorise, new Money(1, "GBP"), "tok_ok"));

    private static ProviderRequest Request(string order, string method, int attempt) =>
        new(order, $"{order}:authorise", ProviderAction.Authorise, new Money(1, "GBP"), method, null, attempt);
}

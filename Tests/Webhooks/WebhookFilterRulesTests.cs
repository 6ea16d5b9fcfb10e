using OrleansMicro.Events;
using OrleansMicro.Webhooks;

namespace OrleansMicro.Tests.Webhooks;

/// <summary>Which events a webhook gets.</summary>
public sealed class WebhookFilterRulesTests
{
    [Theory]
    [InlineData("order.paid.v1", true)]
    [InlineData("com.orleansmicro.order.paid.v1", true)]
    [InlineData("order.*", true)]
    [InlineData("com.orleansmicro.order.*", true)]
    [InlineData("order.paid.*", true)]
    [InlineData("order.paid", true)]
    [InlineData("ord.*", false)]
    [InlineData("payment.*", false)]
    [InlineData("order.pay", false)]
    public void A_pattern_matches_types(string pattern, bool matches) =>
        Assert.Equal(matches, WebhookFilterRules.Matches([pattern], null, Happened("s1")));

    [Fact]
    public void Without_types_all_events_match() => Assert.True(WebhookFilterRules.Matches([], null, Happened(null)));

    [Theory]
    [InlineData("s1", true)]
    [InlineData("s2", false)]
    [InlineData(null, false)]
    public void The_webhook_of_a_seller_gets_own_events_only(string? seller, bool matches) =>
        Assert.Equal(matches, WebhookFilterRules.Matches(["order.*"], "s1", Happened(seller)));

    [Theory]
    [InlineData("order.payed.v1")]
    [InlineData("")]
    [InlineData(".*")]
    public void A_pattern_that_matches_no_type_is_refused(string pattern) =>
        Assert.Equal("types", WebhookFilterRules.Check(["order.*", pattern], "types")?.Field);

    private static MarketEvent Happened(string? seller) =>
        new(EventTypes.OrderPaid, "orders/1", 1, DateTimeOffset.UnixEpoch, seller, null, null, new EventData("{}"));
}

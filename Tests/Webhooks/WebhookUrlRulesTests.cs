using OrleansMicro.Webhooks;

namespace OrleansMicro.Tests.Webhooks;

/// <summary>The form of an endpoint's URL.</summary>
public sealed class WebhookUrlRulesTests
{
    [Theory]
    [InlineData("https://shop.example/hooks")]
    [InlineData("https://shop.example:8443/hooks?token=a%20b")]
    [InlineData("https://93.184.216.34/")]
    [InlineData("https://[2606:4700::1111]/")]
    [InlineData("https://xn--bcher-kva.example/")]
    [InlineData("http://inner.example/hooks")]
    public void A_plain_url_is_accepted(string url) => Assert.Null(Check(url));

    [Theory]
    [InlineData("")]
    [InlineData("shop.example/hooks")]
    [InlineData("/hooks")]
    [InlineData("https:///hooks")]
    [InlineData("http://shop.example/")]
    [InlineData("ftp://shop.example/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://shop.example/")]
    [InlineData("https://user@shop.example/")]
    [InlineData("https://user:secret@shop.example/")]
    [InlineData("https://@shop.example/")]
    [InlineData("https://shop.example\\@inner/")]
    [InlineData("https://shop.example/#part")]
    [InlineData("https://shop.example:0/")]
    [InlineData("https://shop.example:65536/")]
    [InlineData("https://shop example/")]
    [InlineData("https://b\u00fccher.example/")]
    [InlineData("https://2130706433/")]
    [InlineData("https://0x7f000001/")]
    [InlineData("https://0177.0.0.1/")]
    [InlineData("https://127.1/")]
    [InlineData("https://0x7f.0.0.1/")]
    [InlineData("https://127.0.0.1./")]
    [InlineData("https://1.2.3.256/")]
    [InlineData("https://\uff11\uff12\uff17.0.0.1/")]
    public void Another_url_is_refused(string url) => Assert.Equal(("invalid", "url"), (Check(url)?.Code, Check(url)?.Field));

    [Fact]
    public void A_long_url_is_refused() => Assert.NotNull(Check("https://shop.example/" + new string('a', Limits.MaxUrlLength)));

    private static Refusal? Check(string url) => WebhookUrlRules.Check(url, "url", static host => host == "inner.example");
}

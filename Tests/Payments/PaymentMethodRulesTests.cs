using OrleansMicro.Payments;

namespace OrleansMicro.Tests.Payments;

public sealed class PaymentMethodRulesTests
{
    // Test numbers that card networks publish; none belongs to a person.
    [Theory]
    [InlineData("4242424242424242")]
    [InlineData("4242 4242 4242 4242")]
    [InlineData("4242-4242-4242-4242")]
    [InlineData(" 42424242-4242 4242 ")]
    [InlineData("5555555555554444")]
    [InlineData("378282246310005")]
    [InlineData("6304000000000000")]
    [InlineData("6759649826438453")]
    [InlineData("000000000000")]
    [InlineData("0000000000000000000")]
    public void Refuses_card_numbers_and_does_not_repeat_them(string number)
    {
        var refusal = PaymentMethodRules.Check(number, "paymentMethod");

        Assert.Equal((RefusalCodes.Invalid, "paymentMethod"), (refusal?.Code, refusal?.Field));
        Assert.Contains("never a card number", refusal!.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(number, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tok_ok")]
    [InlineData("pm_1OxYzA2eZvKYlo2C")]
    [InlineData("4242424242424241")]
    [InlineData("00000000000")]
    [InlineData("00000000000000000000")]
    [InlineData("tok_4242424242424242")]
    public void Accepts_tokens(string token) => Assert.Null(PaymentMethodRules.Check(token, "paymentMethod"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("tok ok")]
    [InlineData("tok\n")]
    [InlineData("jeton-é")]
    public void A_token_is_visible_ASCII(string? token) => Assert.NotNull(PaymentMethodRules.Check(token, "paymentMethod"));
}

using OrleansMicro.Payments;

namespace OrleansMicro.Tests.Payments;

public sealed class PaymentRulesTests
{
    private static readonly Money Tenner = new(1000, "GBP");
    private static readonly AuthorisePayment Command = new(Tenner, "tok_ok");
    private static readonly ProviderAnswer Yes = new(true, "ref", null);
    private static readonly ProviderAnswer No = new(false, null, "Insufficient funds.");

    private static PaymentState Authorising => PaymentRules.Authorise(new PaymentState(), Command).Next;

    private static PaymentState Authorised => PaymentRules.Answered(Authorising, ProviderAction.Authorise, Yes);

    private static PaymentState Capturing => PaymentRules.Capture(Authorised).Next;

    private static PaymentState Captured => PaymentRules.Answered(Capturing, ProviderAction.Capture, Yes);

    [Fact]
    public void Asks_for_the_hold_with_the_intent_written_first()
    {
        var decision = PaymentRules.Authorise(new PaymentState(), Command);

        Assert.Equal(ProviderAction.Authorise, decision.Ask);
        Assert.Equal(PaymentStatus.Authorising, decision.Next.Status);
        Assert.True(PaymentRules.MustBeWritten(decision.Next));
    }

    [Fact]
    public void Asks_again_under_the_same_key_when_the_answer_was_lost()
    {
        var first = PaymentRules.Request("o1", Authorising, ProviderAction.Authorise);
        var again = PaymentRules.Authorise(Authorising, Command);

        Assert.Equal(ProviderAction.Authorise, again.Ask);
        Assert.Equal(first, PaymentRules.Request("o1", again.Next, ProviderAction.Authorise));
        Assert.Equal("o1:authorise", first.IdempotencyKey);
    }

    [Fact]
    public void Recovers_a_lost_hold_before_it_captures() =>
        Assert.Equal(ProviderAction.Authorise, PaymentRules.Capture(Authorising).Ask);

    [Fact]
    public void Writes_the_capture_intent_with_the_holds_reference()
    {
        var decision = PaymentRules.Capture(Authorised);

        Assert.Equal(ProviderAction.Capture, decision.Ask);
        Assert.Equal((PaymentStatus.Capturing, "ref"), (decision.Next.Status, decision.Next.Reference));
    }

    [Fact]
    public void Never_asks_for_a_second_capture_once_it_is_taken()
    {
        Assert.Null(PaymentRules.Capture(Captured).Ask);
        Assert.Equal(Tenner, PaymentRules.View("o1", PaymentRules.Capture(Captured).Next)!.Captured);
    }

    [Theory]
    [InlineData(999, "tok_ok")]
    [InlineData(1000, "tok_other")]
    public void Refuses_another_amount_or_method_for_the_same_order(long minor, string method) =>
        Assert.Equal(RefusalCodes.Invalid, PaymentRules.Authorise(Capturing, new AuthorisePayment(new Money(minor, "GBP"), method)).Refusal?.Code);

    [Fact]
    public void A_decline_is_final()
    {
        var declined = PaymentRules.Answered(Authorising, ProviderAction.Authorise, No);

        Assert.Equal(RefusalCodes.PaymentDeclined, PaymentRules.Authorise(declined, Command).Refusal?.Code);
        Assert.Equal(RefusalCodes.PaymentDeclined, PaymentRules.Capture(declined).Refusal?.Code);
        Assert.Null(PaymentRules.Void(declined).Ask);
    }

    [Fact]
    public void A_void_before_any_authorisation_refuses_every_later_one()
    {
        var decision = PaymentRules.Void(new PaymentState());

        Assert.Null(decision.Ask);
        Assert.Equal(RefusalCodes.WrongState, PaymentRules.Authorise(decision.Next, Command).Refusal?.Code);
    }

    [Fact]
    public void A_void_asks_the_provider_also_when_the_hold_is_unknown() =>
        Assert.Equal(ProviderAction.Void, PaymentRules.Void(Authorising).Ask);

    [Fact]
    public void A_void_lets_go_of_the_hold_of_a_declined_capture() =>
        Assert.Equal(ProviderAction.Void, PaymentRules.Void(PaymentRules.Answered(Capturing, ProviderAction.Capture, No)).Ask);

    [Fact]
    public void Refuses_a_void_once_the_money_may_have_been_taken()
    {
        Assert.Equal(RefusalCodes.WrongState, PaymentRules.Void(Capturing).Refusal?.Code);
        Assert.Equal(RefusalCodes.WrongState, PaymentRules.Void(Captured).Refusal?.Code);
    }

    [Fact]
    public void Refunds_in_parts_up_to_what_was_captured_and_no_further()
    {
        var part = Refund(Captured, "r1", 400);
        Assert.Equal((PaymentStatus.Captured, 400L), (part.Status, part.Refunded.Minor));

        Assert.Equal(RefusalCodes.Invalid, PaymentRules.Refund(part, new RefundPayment("r2", new Money(601, "GBP"))).Refusal?.Code);

        var all = Refund(part, "r2", 600);
        Assert.Equal((PaymentStatus.Refunded, 1000L), (all.Status, all.Refunded.Minor));
    }

    [Fact]
    public void A_repeated_refund_gives_nothing_more_back()
    {
        var decision = PaymentRules.Refund(Refund(Captured, "r1", 400), new RefundPayment("r1", new Money(400, "GBP")));

        Assert.Null(decision.Ask);
        Assert.Equal(400, decision.Next.Refunded.Minor);
    }

    [Fact]
    public void A_refund_whose_answer_was_lost_is_asked_for_again_under_its_key()
    {
        var intent = PaymentRules.Refund(Captured, new RefundPayment("r1", Tenner)).Next;
        var again = PaymentRules.Refund(intent, new RefundPayment("r1", Tenner));

        Assert.Equal(ProviderAction.Refund, again.Ask);
        Assert.Equal("o1:refund:r1", PaymentRules.Request("o1", again.Next, ProviderAction.Refund).IdempotencyKey);
    }

    [Fact]
    public void Refuses_to_refund_what_was_never_captured() =>
        Assert.Equal(RefusalCodes.Invalid, PaymentRules.Refund(Authorised, new RefundPayment("r1", Tenner)).Refusal?.Code);

    private static PaymentState Refund(PaymentState payment, string operation, long minor) =>
        PaymentRules.Answered(PaymentRules.Refund(payment, new RefundPayment(operation, new Money(minor, "GBP"))).Next, ProviderAction.Refund, Yes);
}

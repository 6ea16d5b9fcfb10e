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

    private static PaymentState Capturing => Take(Authorised).Next;

    private static PaymentState Captured => PaymentRules.Answered(Capturing, ProviderAction.Capture, Yes);

    [Fact]
    public void Asks_for_the_hold_without_a_write_of_its_own()
    {
        var decision = PaymentRules.Authorise(new PaymentState(), Command);

        Assert.Equal(ProviderAction.Authorise, decision.Action);
        Assert.Equal(PaymentStatus.Authorising, decision.Next.Status);
        Assert.False(PaymentRules.RequiresWrite(new PaymentState(), decision));
        Assert.False(PaymentRules.RequiresWrite(Authorised));
    }

    [Fact]
    public void Asks_under_another_key_after_a_refused_refund()
    {
        var refund = new RefundPayment("cancel", Tenner);
        var asking = PaymentRules.Refund(Captured, refund).Next;
        var refused = PaymentRules.Answered(asking, ProviderAction.Refund, No);
        var again = PaymentRules.Refund(refused, refund);

        Assert.Equal(ProviderAction.Refund, again.Action);
        Assert.True(PaymentRules.RequiresWrite(refused));
        Assert.Equal("o1:refund:cancel", PaymentRules.Request("o1", asking, ProviderAction.Refund).IdempotencyKey);
        Assert.Equal("o1:refund:cancel:after-1", PaymentRules.Request("o1", again.Next, ProviderAction.Refund).IdempotencyKey);
        Assert.Equal(PaymentStatus.Refunded, PaymentRules.Answered(again.Next, ProviderAction.Refund, Yes).Status);
    }

    [Fact]
    public void Asks_under_another_key_after_a_refusal_to_let_go()
    {
        var voiding = PaymentRules.Void(Authorised, new VoidPayment(Tenner, "tok_ok", true)).Next;
        var refused = PaymentRules.Answered(voiding, ProviderAction.Void, No);

        Assert.Equal(ProviderAction.Void, PaymentRules.Void(refused, new VoidPayment(Tenner, "tok_ok", true)).Action);
        Assert.Equal("o1:void", PaymentRules.Request("o1", voiding, ProviderAction.Void).IdempotencyKey);
        Assert.Equal("o1:void:after-1", PaymentRules.Request("o1", refused, ProviderAction.Void).IdempotencyKey);
    }

    [Fact]
    public void Asks_again_under_the_same_key_when_the_answer_was_lost()
    {
        var first = PaymentRules.Request("o1", Authorising, ProviderAction.Authorise);
        var again = PaymentRules.Authorise(Authorising, Command);

        Assert.Equal(ProviderAction.Authorise, again.Action);
        Assert.Equal(first, PaymentRules.Request("o1", again.Next, ProviderAction.Authorise));
        Assert.Equal("o1:authorise", first.IdempotencyKey);
    }

    [Fact]
    public void An_answer_that_ends_a_request_goes_with_the_order()
    {
        Assert.False(PaymentRules.RequiresWrite(Captured));
        Assert.False(PaymentRules.RequiresWrite(PaymentRules.Answered(Capturing, ProviderAction.Capture, No)));
        Assert.True(PaymentRules.RequiresWrite(Captured, PaymentRules.Refund(Captured, new RefundPayment("r", Tenner))));
    }

    [Fact]
    public void Takes_a_hold_that_it_has_forgotten_by_its_reference()
    {
        var decision = PaymentRules.Capture(new PaymentState(), new CapturePayment(Tenner, "tok_ok", "ref"));

        Assert.Equal(ProviderAction.Capture, decision.Action);
        Assert.Equal(
            PaymentRules.Request("o1", Capturing, ProviderAction.Capture),
            PaymentRules.Request("o1", decision.Next, ProviderAction.Capture));
    }

    [Fact]
    public void Refuses_to_take_what_nobody_held() =>
        Assert.Equal(RefusalCodes.WrongState, PaymentRules.Capture(new PaymentState(), new CapturePayment(Tenner, "tok_ok", null)).Refusal?.Code);

    [Fact]
    public void Refuses_to_take_another_amount_than_was_held() =>
        Assert.Equal(
            RefusalCodes.Invalid,
            PaymentRules.Capture(Authorised, new CapturePayment(new Money(999, "GBP"), "tok_ok", "ref")).Refusal?.Code);

    [Fact]
    public void Never_asks_for_a_second_capture_once_it_is_taken()
    {
        Assert.Null(Take(Captured).Action);
        Assert.Equal(Tenner, PaymentRules.View("o1", Take(Captured).Next)!.Captured);
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
        Assert.Equal(RefusalCodes.PaymentDeclined, Take(declined).Refusal?.Code);
        Assert.Null(LetGo(declined).Action);
    }

    [Fact]
    public void A_void_before_any_authorisation_refuses_every_later_one()
    {
        var decision = PaymentRules.Void(new PaymentState(), new VoidPayment(Tenner, "tok_ok", MayBeHeld: false));

        Assert.Null(decision.Action);
        Assert.True(PaymentRules.RequiresWrite(new PaymentState(), decision));
        Assert.Equal(RefusalCodes.WrongState, PaymentRules.Authorise(decision.Next, Command).Refusal?.Code);
    }

    [Fact]
    public void A_void_asks_the_provider_also_when_the_hold_is_unknown()
    {
        Assert.Equal(ProviderAction.Void, LetGo(Authorising).Action);
        Assert.Equal(ProviderAction.Void, LetGo(new PaymentState()).Action);
    }

    [Fact]
    public void A_void_that_knows_of_a_request_asks_the_provider()
    {
        var ignorant = PaymentRules.Void(new PaymentState(), new VoidPayment(Tenner, "tok_ok", MayBeHeld: false)).Next;

        Assert.Equal(ProviderAction.Void, LetGo(ignorant).Action);
    }

    [Fact]
    public void Writes_the_intent_of_a_refund_before_it_asks()
    {
        var decision = PaymentRules.Refund(Captured, new RefundPayment("r1", Tenner));

        Assert.Equal(ProviderAction.Refund, decision.Action);
        Assert.True(PaymentRules.RequiresWrite(Captured, decision));
    }

    [Fact]
    public void A_void_lets_go_of_the_hold_of_a_declined_capture() =>
        Assert.Equal(ProviderAction.Void, LetGo(PaymentRules.Answered(Capturing, ProviderAction.Capture, No)).Action);

    [Fact]
    public void Refuses_a_void_once_the_money_may_have_been_taken()
    {
        Assert.Equal(RefusalCodes.WrongState, LetGo(Capturing).Refusal?.Code);
        Assert.Equal(RefusalCodes.WrongState, LetGo(Captured).Refusal?.Code);
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

        Assert.Null(decision.Action);
        Assert.Equal(400, decision.Next.Refunded.Minor);
    }

    [Fact]
    public void A_refund_with_a_lost_answer_is_repeated_under_its_key()
    {
        var intent = PaymentRules.Refund(Captured, new RefundPayment("r1", Tenner)).Next;
        var again = PaymentRules.Refund(intent, new RefundPayment("r1", Tenner));

        Assert.Equal(ProviderAction.Refund, again.Action);
        Assert.Equal("o1:refund:r1", PaymentRules.Request("o1", again.Next, ProviderAction.Refund).IdempotencyKey);
    }

    [Fact]
    public void Refuses_to_refund_what_was_never_captured() =>
        Assert.Equal(RefusalCodes.Invalid, PaymentRules.Refund(Authorised, new RefundPayment("r1", Tenner)).Refusal?.Code);

    private static PaymentDecision Take(PaymentState payment) => PaymentRules.Capture(payment, new CapturePayment(Tenner, "tok_ok", "ref"));

    private static PaymentDecision LetGo(PaymentState payment) => PaymentRules.Void(payment, new VoidPayment(Tenner, "tok_ok", MayBeHeld: true));

    private static PaymentState Refund(PaymentState payment, string operation, long minor) =>
        PaymentRules.Answered(PaymentRules.Refund(payment, new RefundPayment(operation, new Money(minor, "GBP"))).Next, ProviderAction.Refund, Yes);
}

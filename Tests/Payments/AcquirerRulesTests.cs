using OrleansMicro.Payments;

namespace OrleansMicro.Tests.Payments;

public sealed class AcquirerRulesTests
{
    private static readonly Money Tenner = new(1000, "GBP");

    [Fact]
    public void Answers_a_repeat_like_the_first_time_and_does_nothing_more()
    {
        var (books, first) = Do(Held(), AcquirerRequestKind.Capture, "capture");
        var (again, second) = Do(books, AcquirerRequestKind.Capture, "capture");

        Assert.Equal(first, second);
        Assert.Equal((1, 1000L), (again.Captures, again.CapturedMinor));
        Assert.Equal(3, again.Requests);
    }

    [Fact]
    public void Shows_a_capture_under_two_keys()
    {
        var books = Do(Do(Held(), AcquirerRequestKind.Capture, "a").Books, AcquirerRequestKind.Capture, "b").Books;

        Assert.Equal((2, 2000L), (books.Captures, books.CapturedMinor));
    }

    [Fact]
    public void Refuses_a_key_that_was_used_for_something_else()
    {
        var (books, answer) = AcquirerRules.Execute(
            Held(), new AcquirerRequest("authorise", AcquirerRequestKind.Authorise, new Money(1, "GBP"), "m"), false);

        Assert.False(answer.Approved);
        Assert.Equal(1, books.Authorisations);
    }

    [Fact]
    public void Refuses_a_hold_that_arrives_after_its_void()
    {
        var (books, voided) = Do(new AcquirerState(), AcquirerRequestKind.Void, "void");
        var (after, held) = Do(books, AcquirerRequestKind.Authorise, "authorise");

        Assert.True(voided.Approved);
        Assert.False(held.Approved);
        Assert.Equal((0, 0, 0L), (after.Authorisations, after.Voids, after.HeldMinor));
    }

    [Fact]
    public void Takes_nothing_that_is_not_held()
    {
        Assert.False(Do(new AcquirerState(), AcquirerRequestKind.Capture, "c").Answer.Approved);
        Assert.False(Do(Do(Held(), AcquirerRequestKind.Void, "v").Books, AcquirerRequestKind.Capture, "c").Answer.Approved);
    }

    [Fact]
    public void Takes_a_hold_that_was_not_written_by_its_reference()
    {
        var held = AcquirerRules.Execute(new AcquirerState(), new AcquirerRequest("a", AcquirerRequestKind.Authorise, Tenner, "m"), false).Answer;
        var request = new AcquirerRequest("c", AcquirerRequestKind.Capture, Tenner, "m", held.Reference);

        var (books, answer) = AcquirerRules.Execute(new AcquirerState(), request, false);
        Assert.True(answer.Approved);
        Assert.Equal((1, 1, 1000L), (books.Authorisations, books.Captures, books.CapturedMinor));

        var voided = Do(new AcquirerState(), AcquirerRequestKind.Void, "v").Books;
        Assert.False(AcquirerRules.Execute(voided, request, false).Answer.Approved);
        Assert.False(AcquirerRules.Execute(new AcquirerState(), request with { Amount = new Money(1001, "GBP") }, false).Answer.Approved);
    }

    [Fact]
    public void Gives_back_no_more_than_was_taken()
    {
        var books = Do(Do(Held(), AcquirerRequestKind.Capture, "c").Books, AcquirerRequestKind.Refund, "r1").Books;

        Assert.Equal(1000, books.RefundedMinor);
        Assert.False(Do(books, AcquirerRequestKind.Refund, "r2").Answer.Approved);
    }

    private static AcquirerState Held() => Do(new AcquirerState(), AcquirerRequestKind.Authorise, "authorise").Books;

    private static (AcquirerState Books, AcquirerAnswer Answer) Do(AcquirerState books, AcquirerRequestKind kind, string key) =>
        AcquirerRules.Execute(books, new AcquirerRequest(key, kind, Tenner, "m"), false);
}

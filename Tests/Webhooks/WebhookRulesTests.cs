using OrleansMicro.Events;
using OrleansMicro.Webhooks;

namespace OrleansMicro.Tests.Webhooks;

/// <summary>The settings, secrets and lists of a webhook.</summary>
public sealed class WebhookRulesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);
    private static readonly WebhookSettings Settings = new("https://shop.example/", "", []);

    [Fact]
    public void A_rotation_keeps_one_earlier_secret_for_a_day()
    {
        var state = Rotate(Rotate(Create(), "r1", "two"), "r2", "three");

        Assert.Equal(["three", "two"], WebhookRules.Signing(state, Noon));
        Assert.Equal(["three"], WebhookRules.Signing(state, Noon + WebhookRules.SecretOverlap));
        Assert.Equal(Noon + WebhookRules.SecretOverlap, WebhookRules.Show(state, "w", Health, Noon)!.EarlierSecretUntil);
        Assert.Null(WebhookRules.Show(state, "w", Health, Noon + WebhookRules.SecretOverlap)!.EarlierSecretUntil);
    }

    [Fact]
    public void A_repeated_rotation_changes_nothing()
    {
        var state = Rotate(Create(), "r1", "two");

        Assert.Same(state, Rotate(state, "r1", "other"));
    }

    [Fact]
    public void Texts_of_the_row_have_no_secret()
    {
        var state = Rotate(Create(), "r1", "two");

        Assert.DoesNotContain("two", $"{state} {state.Secrets[0]}", StringComparison.Ordinal);
        Assert.DoesNotContain("two", $"{new NewWebhook(WebhookRules.Show(state, "w", Health, Noon)!, "two")}", StringComparison.Ordinal);
    }

    [Fact]
    public void A_deleted_webhook_is_not_created_again()
    {
        var deleted = WebhookRules.Delete(Create(), new DeleteWebhook()).State;

        Assert.Null(WebhookRules.Show(deleted, "w", Health, Noon));
        Assert.Empty(deleted.Secrets);
        Assert.Equal(RefusalCodes.IdempotencyKeyReused, Create(deleted).Refusal?.Code);
    }

    [Fact]
    public void Only_an_active_webhook_is_disabled()
    {
        var paused = WebhookRules.SetPaused(Create(), new PauseWebhook("p", true), Noon).State;

        Assert.Same(paused, WebhookRules.Disable(paused, "gone"));
        Assert.Equal("gone", WebhookRules.Disable(Create(), "gone").DisabledReason);
    }

    [Fact]
    public void The_log_keeps_failures_among_many_successes()
    {
        var state = DeliveryLogRules.Add(new DeliveryLogState(), [Delivery(1, DeliveryOutcome.Failed)]);
        state = DeliveryLogRules.Add(state, Enumerable.Range(2, 500).Select(static number => Delivery(number, DeliveryOutcome.Delivered)));

        Assert.Equal(DeliveryLogState.MaxPerKind + 1, state.Items.Length);
        var last = DeliveryLogRules.List(state, cursor: 403, limit: 10);
        Assert.Equal([402L, 1L], last.Items.Select(static item => item.Number));
        Assert.Null(last.Next);
    }

    [Fact]
    public void The_oldest_dead_letter_makes_room()
    {
        var state = new DeadLetterState();
        for (var sequence = 1; sequence <= DeadLetterState.Max + 1; sequence++)
            state = DeadLetterRules.Add(state, Happened(sequence), 10, Noon, "500");
        state = DeadLetterRules.Add(state, Happened(2), 1, Noon, "501");

        Assert.Equal(DeadLetterState.Max, state.Items.Length);
        var first = DeadLetterRules.List(state, null, 1);
        Assert.Equal((2L, 11, "501", 2L), (first.Items[0].Sequence, first.Items[0].Attempts, first.Items[0].Error, first.Next));
        Assert.Equal(3, DeadLetterRules.Remove(state, "orders/1", 2).Items[0].Event.Sequence);
    }

    [Fact]
    public void The_index_has_pages_and_a_limit()
    {
        var state = new WebhookIndexState();
        for (var i = 1; i <= Limits.MaxWebhooks; i++)
            state = WebhookIndexRules.Add(state, $"w{i}", i % 2 == 0 ? "s1" : null, Noon).State;

        Assert.False(WebhookIndexRules.Add(state, "one-more", null, Noon).IsAdded);
        Assert.True(WebhookIndexRules.Add(state, "w7", null, Noon).IsAdded);
        var page = WebhookIndexRules.List(WebhookIndexRules.Remove(state, "w4"), 2, 2, "s1");
        Assert.Equal(["w6", "w8"], page.Items.ToArray());
        Assert.Equal(8, page.Next);
    }

    private static WebhookHealth Health { get; } = new(0, 0, 0, null, null, null, null);

    private static WebhookState Create() => Create(new WebhookState()).State;

    private static (WebhookState State, Refusal? Refusal) Create(WebhookState state) =>
        WebhookRules.Create(state, new CreateWebhook("create", Settings, null), Caller.Operator, "one", [], Noon);

    private static WebhookState Rotate(WebhookState state, string operationId, string secret) =>
        WebhookRules.Rotate(state, new RotateWebhookSecret(operationId), secret, Noon).State;

    private static MarketEvent Happened(long sequence) =>
        new(EventTypes.OrderPaid, "orders/1", sequence, Noon, null, null, null, new EventData("{}"));

    private static WebhookDelivery Delivery(long number, DeliveryOutcome outcome) =>
        new(number, "e", "t", 1, Noon, 1, outcome, Settings.Url, [], 200, [], null, null);
}

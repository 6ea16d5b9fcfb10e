using OrleansMicro.Catalog;
using OrleansMicro.Events;
using OrleansMicro.Tests.Common;
using OrleansMicro.Webhooks;

namespace OrleansMicro.Tests.Webhooks;

/// <summary>Webhooks on two silos.</summary>
public sealed class WebhookGrainTests(WebhookCluster cluster) : IClassFixture<WebhookCluster>
{
    private readonly string _id = MarketplaceCluster.NewId("webhook");
    private readonly string _seller = MarketplaceCluster.NewId("hook-seller");

    private string Url => $"https://{_id}.example/hooks";

    private IWebhookGrain Webhook => cluster.Grains.GetGrain<IWebhookGrain>(_id);

    [Fact]
    public async Task Events_are_sent_signed_and_in_order()
    {
        var secret = await Create();
        var product = await Publish(4);

        await Until(() => Received.Length == 4);

        Assert.Equal(Enumerable.Range(1, 4).Select(sequence => $"products/{_seller}/{product}/{sequence}"), cluster.Sender.Ids(Url));
        var sent = Received[0];
        Assert.Equal(
            WebhookSignature.Sign([secret], FakeSender.Header(sent, "webhook-id"), FakeSender.Header(sent, "webhook-timestamp"), sent.Body.Span),
            FakeSender.Header(sent, "webhook-signature"));
    }

    [Fact]
    public async Task A_webhook_of_a_seller_gets_no_event_of_others()
    {
        await Create();
        await cluster.Grains.Stocked(3);
        await Publish(1);

        await Until(() => Received.Length >= 1);

        Assert.All(cluster.Sender.Ids(Url), id => Assert.StartsWith($"products/{_seller}/", id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_repeated_creation_gives_the_same_answer()
    {
        var secret = await Create();

        Assert.Equal(secret, await Create());
        var reused = await Webhook.Create(new CreateWebhook("create", new(Url, "other", []), _seller), Caller.Operator);
        Assert.Equal(RefusalCodes.IdempotencyKeyReused, reused.Refusal?.Code);
    }

    [Fact]
    public async Task While_a_secret_rotates_both_sign()
    {
        var first = await Create();
        var second = (await Webhook.RotateSecret(new RotateWebhookSecret("rotate"), Caller.Operator)).Value!.Secret;
        await Publish(1);
        await Until(() => Received.Length == 1);
        cluster.Clock.Advance(WebhookRules.SecretOverlap);
        await Publish(1);
        await Until(() => Received.Length == 2);

        Assert.Equal([second, first], SignersOf(Received[0], first, second));
        Assert.Equal([second], SignersOf(Received[1], first, second));
    }

    [Fact]
    public async Task A_paused_webhook_keeps_its_place()
    {
        await Create();
        await Webhook.SetPaused(new PauseWebhook("pause", true), Caller.Operator);
        await Publish(2);
        Assert.Equal(WebhookStatus.Paused, (await Webhook.Get(Caller.Operator))!.Status);
        Assert.Empty(Received);

        await Webhook.SetPaused(new PauseWebhook("resume", false), Caller.Operator);

        await Until(() => Received.Length == 2);
    }

    [Fact]
    public async Task Another_activation_goes_on_where_the_first_stopped()
    {
        await Create();
        await Publish(2);
        await Until(() => Received.Length == 2);
        await Until(() => cluster.Storage.Stored<WebhookState>("webhook", _id)!.Progress.DeliveredAt is not null);

        await cluster.Grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);
        await Publish(1);
        await Webhook.Deliver();

        await Until(() => Received.Length == 3);
    }

    [Fact]
    public async Task Gone_disables_and_a_resumed_webhook_goes_on()
    {
        cluster.Sender.Answer(Url, 410);
        await Create();
        await Publish(1);
        await Until(async () => (await Webhook.Get(Caller.Operator))!.Status == WebhookStatus.Disabled);
        await Until(() => !Held);

        cluster.Sender.Answer(Url, 200);
        await Webhook.SetPaused(new PauseWebhook("resume", false), Caller.Operator);

        await Until(() => Received.Length == 2);
        Assert.Null((await Webhook.Get(Caller.Operator))!.DisabledReason);
        await Until(() => Held);
    }

    [Fact]
    public async Task A_dead_letter_is_listed_and_sent_again()
    {
        await Create();
        var product = await Publish(1);
        await Until(() => Received.Length == 1);
        cluster.Sender.Answer(Url, 500);
        await Reprice(product, 2);
        await Until(async () =>
        {
            cluster.Clock.Advance(TimeSpan.FromHours(1));
            return (await Webhook.ListDeadLetters(null, 10, Caller.Operator))!.Items.Length == 1;
        });
        var letter = (await Webhook.ListDeadLetters(null, 10, Caller.Operator))!.Items[0];
        Assert.Equal((2L, RetryRules.Schedule.Length), (letter.Sequence, letter.Attempts));

        cluster.Sender.Answer(Url, 200);
        await Webhook.Resend(new ResendEvents("again", DeadLetters: true), Caller.Operator);

        await Until(async () => (await Webhook.ListDeadLetters(null, 10, Caller.Operator))!.Items.IsEmpty);
        Assert.Equal($"products/{_seller}/{product}/2", cluster.Sender.Ids(Url)[^1]);
    }

    [Fact]
    public async Task A_range_is_sent_again_once()
    {
        await Create();
        var product = await Publish(4);
        await Until(() => Received.Length == 4);
        var resend = new ResendEvents("range", Subject: $"products/{_seller}/{product}", FromSequence: 2, ToSequence: 3);

        await Webhook.Resend(resend, Caller.Operator);
        await Webhook.Resend(resend, Caller.Operator);

        await Until(() => Received.Length == 6);
        await Publish(1);
        await Until(() => Received.Length == 7);
    }

    [Fact]
    public async Task The_delivery_log_has_heads_and_no_signature()
    {
        await Create();
        await Publish(1);
        await Until(() => Received.Length == 1);
        var test = await cluster.Activity.Await(Webhook.SendTest(Caller.Operator), "a test event");

        var deliveries = (await Webhook.ListDeliveries(null, 10, Caller.Operator))!.Items;

        Assert.Equal([test.Value!.EventId, cluster.Sender.Ids(Url)[0]], deliveries.Select(static delivery => delivery.EventId));
        Assert.Equal(["webhook-id", "webhook-timestamp"], deliveries[1].RequestHeaders.Select(static header => header.Name));
        Assert.All(deliveries, static delivery => Assert.Equal((200, DeliveryOutcome.Delivered), (delivery.Status, delivery.Outcome)));
    }

    [Fact]
    public async Task A_deleted_webhook_holds_nothing()
    {
        await Create();
        Assert.True(Held);

        await Webhook.Delete(new DeleteWebhook(), Caller.Operator);
        await Publish(1);

        Assert.Null(await Webhook.Get(Caller.Operator));
        Assert.False(Held);
        Assert.DoesNotContain(_id, (await Index.List(null, Limits.MaxWebhooks, null, Caller.Operator)).Items);
        Assert.Equal("", cluster.Storage.Stored<WebhookState>("webhook", _id)!.Url);
        Assert.True((await Webhook.Delete(new DeleteWebhook(), Caller.Operator)).Accepted);
    }

    [Theory]
    [InlineData("https://private.example/", "order.*", "url")]
    [InlineData("http://plain.example/", "order.*", "url")]
    [InlineData("https://shop.example/", "orders.*", "types")]
    public async Task A_wrong_setting_is_refused(string url, string type, string field)
    {
        var result = await Webhook.Create(new CreateWebhook("create", new(url, "", [type]), null), Caller.Operator);

        Assert.Equal(field, result.Refusal?.Field);
        Assert.DoesNotContain(_id, (await Index.List(null, Limits.MaxWebhooks, null, Caller.Operator)).Items);
    }

    private WebhookMessage[] Received => cluster.Sender.Received(Url);

    private bool Held => cluster.Storage.Stored<EventLogState>("eventlog", "0")?.Holds?.ContainsKey($"webhooks/{_id}") == true;

    private IWebhookIndexGrain Index => cluster.Grains.GetGrain<IWebhookIndexGrain>(WebhookIndex.Key);

    private static string[] SignersOf(WebhookMessage sent, params string[] secrets)
    {
        var (id, timestamp) = (FakeSender.Header(sent, "webhook-id"), FakeSender.Header(sent, "webhook-timestamp"));
        return [
            .. from signature in FakeSender.Header(sent, "webhook-signature").Split(' ')
               select secrets.Single(secret => WebhookSignature.Sign([secret], id, timestamp, sent.Body.Span) == signature),
        ];
    }

    private async Task<string> Create()
    {
        var command = new CreateWebhook("create", new WebhookSettings(Url, "", ["product.*"]), _seller);
        return (await Webhook.Create(command, Caller.Operator)).Value!.Secret;
    }

    /// <summary>A product of the seller with some events.</summary>
    private async Task<string> Publish(int events)
    {
        await cluster.Grains.Seller(_seller);
        var product = await cluster.Grains.Product(_seller, 0);
        for (var price = 2; price <= events; price++)
            await Reprice(product, price);
        return product;
    }

    private async Task Reprice(string product, int price) => await cluster.Grains.GetGrain<IProductGrain>(Ids.ProductKey(_seller, product))
        .SetPrice(new SetProductPrice($"price-{price}", new Money(1_000 + price, "GBP"), null), Caller.Operator);

    private Task Until(Func<bool> condition) => cluster.Activity.Until(condition, "webhook deliveries");

    private Task Until(Func<Task<bool>> condition) => cluster.Activity.Until(condition, "webhook deliveries");
}

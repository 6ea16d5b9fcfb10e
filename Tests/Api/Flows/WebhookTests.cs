using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace OrleansMicro.Tests.Api.Flows;

/// <summary>A webhook from its creation to its end, over HTTP in both directions.</summary>
public sealed class WebhookTests : IAsyncLifetime
{
    private SingleServer _server = null!;
    private ScriptedReceiver _receiver = null!;

    private ShopClient Shop => _server.Client;

    public async Task InitializeAsync()
    {
        _receiver = await ScriptedReceiver.Start();
        _server = await SingleServer.Start(null, "--Webhooks:AllowedHosts:0", "127.0.0.1");
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    [Fact]
    public async Task A_webhook_gets_the_events_of_its_filter()
    {
        var created = await Create("product.created.v1", "stock.*");
        var (seller, product) = await Shop.NewProduct(5);

        var received = await _receiver.Next(2);

        Assert.Equal(
            [$"products/{seller}/{product}/1", $"stock/{seller}/{product}/1"],
            received.Select(static request => request.Headers["webhook-id"]).Order());
        Assert.All(received, static request =>
            Assert.Equal(request.Headers["webhook-id"], JsonDocument.Parse(request.Body).RootElement.GetProperty("id").GetString()));
        Assert.StartsWith("whsec_", created.Text("secret"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_creation_and_rotation_show_a_secret()
    {
        var created = await Create();
        var path = created.Headers.Location!.ToString();

        var again = await Create();
        var rotated = (await Shop.Send(HttpMethod.Post, path + "/rotate-secret", null, ("Idempotency-Key", "r"))).MustBe(200);

        Assert.Equal(created.Text("secret"), again.Text("secret"));
        Assert.NotEqual(created.Text("secret"), rotated.Text("secret"));
        foreach (var shown in new[] { await Shop.Get(path), await Shop.Get("/v1/webhooks"), await Shop.Get(path + "/deliveries") })
            Assert.DoesNotContain("whsec_", shown.MustBe(200).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_compares_versions_and_a_deletion_ends_it()
    {
        var created = await Create();
        var path = created.Headers.Location!.ToString();
        var body = $$"""{"url":"{{_receiver.Address}}other","types":["order.*"]}""";

        (await Shop.Put(path, body, ("If-Match", "\"7\""))).MustBeProblem(412, "version-mismatch", "If-Match");
        var changed = (await Shop.Put(path, body, ("If-Match", created.ETag!))).MustBe(200);
        Assert.Equal(2, changed.Number("version"));
        Assert.Equal(1, (await Shop.Get("/v1/webhooks")).At("items").GetArrayLength());

        (await Shop.Delete(path)).MustBe(200);
        (await Shop.Get(path)).MustBeProblem(404, "not-found", "webhookId");
        Assert.Equal(0, (await Shop.Get("/v1/webhooks")).At("items").GetArrayLength());
    }

    [Fact]
    public async Task A_test_event_shows_the_answer_of_the_endpoint()
    {
        var path = (await Create()).Headers.Location!.ToString();
        _receiver.Script = static async http =>
        {
            http.Response.StatusCode = 418;
            await http.Response.WriteAsync("teapot");
        };

        var test = (await Shop.Send(HttpMethod.Post, path + "/test", null)).MustBe(200);

        Assert.Equal(("failed", "teapot", 418), (test.Text("delivery.outcome"), test.Text("delivery.responseBody"), test.Number("delivery.status")));
        Assert.Equal(test.Text("eventId"), (await Shop.Get(path + "/deliveries")).Text("items.0.eventId"));
        Assert.Equal(0, (await Shop.Get(path + "/dead-letters")).MustBe(200).At("items").GetArrayLength());
    }

    [Fact]
    public async Task A_paused_webhook_is_resumed_and_resends()
    {
        var path = (await Create("product.*")).Headers.Location!.ToString();
        Assert.Equal("paused", (await Shop.Send(HttpMethod.Post, path + "/pause", null)).MustBe(200).Text("status"));
        var (seller, product) = await Shop.NewProduct(0);
        Assert.Empty(_receiver.Requests);

        Assert.Equal("active", (await Shop.Send(HttpMethod.Post, path + "/resume", null)).MustBe(200).Text("status"));
        var first = await _receiver.Next();
        var range = $$"""{"subject":"products/{{seller}}/{{product}}"}""";
        (await Shop.Post(path + "/resend", range, ("Idempotency-Key", "x"))).MustBe(200);

        var again = await _receiver.Next();
        Assert.Equal((first[0].Headers["webhook-id"], first[0].Body), (again[0].Headers["webhook-id"], again[0].Body));
    }

    [Theory]
    [InlineData("""{"url":"https://10.0.0.1/"}""", "url")]
    [InlineData("""{"url":"https://169.254.169.254/latest/meta-data/"}""", "url")]
    [InlineData("""{"url":"https://[::ffff:10.0.0.1]/"}""", "url")]
    [InlineData("""{"url":"https://2130706433/"}""", "url")]
    [InlineData("""{"url":"http://shop.example/"}""", "url")]
    [InlineData("""{"url":"https://shop.example/","types":["order.payed.v1"]}""", "types")]
    [InlineData("""{"url":"https://shop.example/","sellerId":"a b"}""", "sellerId")]
    public async Task A_wrong_setting_is_named(string body, string field) =>
        (await Shop.Post("/v1/webhooks", body, ("Idempotency-Key", "bad"))).MustBeProblem(400, "invalid", field);

    [Theory]
    [InlineData("""{}""", "missing", "$")]
    [InlineData("""{"fromSequence":1}""", "missing", "$")]
    [InlineData("""{"deadLetters":true,"fromSequence":1}""", "missing", "subject")]
    [InlineData("""{"from":"yesterday"}""", "invalid", "from")]
    public async Task A_resend_says_what(string body, string code, string field) =>
        (await Shop.Post("/v1/webhooks/x/resend", body, ("Idempotency-Key", "bad"))).MustBeProblem(400, code, field);

    private async Task<Reply> Create(params string[] types)
    {
        var body = $$"""{"url":"{{_receiver.Address}}hooks","types":{{JsonSerializer.Serialize(types)}}}""";
        return (await Shop.Post("/v1/webhooks", body, ("Idempotency-Key", "create"))).MustBe(201);
    }
}

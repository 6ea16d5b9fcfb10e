using System.Text.Json;

namespace OrleansMicro.Tests.EndToEnd.Webhooks;

/// <summary>What a consumer does with the library of Standard Webhooks, and the events of a real server.</summary>
[Collection(ProcessTests.Name)]
public sealed class SignatureTests
{
    [NpmFact]
    public async Task The_library_verifies_each_delivery_with_both_secrets()
    {
        using var data = new TempFolder();
        await using var receiver = await ScriptedReceiver.Start();
        await using var server = await ServerProcess.Start(data.Path, "--Webhooks:AllowedHosts:0", "127.0.0.1");
        using var shop = new ShopClient(server.Url);
        var body = $$"""{"url":"{{receiver.Address}}hooks","types":["product.*","order.*"]}""";
        var created = (await shop.Post("/v1/webhooks", body, ("Idempotency-Key", "create"))).MustBe(201);
        var path = created.Headers.Location!.ToString();
        var rotated = (await shop.Send(HttpMethod.Post, path + "/rotate-secret", null, ("Idempotency-Key", "rotate"))).MustBe(200);
        var product = await shop.NewProduct(5);
        (await shop.PutLine("ann", product, 2)).MustBe(200);
        (await shop.Checkout("ann", "key")).MustBe(201);

        // product.created, order.placed and order.paid.
        var deliveries = await receiver.Next(3);

        using var npm = await NpmFolder.Create("Tests/EndToEnd/Webhooks/package.json", "Tests/EndToEnd/Webhooks/verify.js");
        var input = Path.Combine(data.Path, "deliveries.json");
        await File.WriteAllTextAsync(input, JsonSerializer.Serialize(new
        {
            secrets = new[] { created.Text("secret"), rotated.Text("secret") },
            deliveries = deliveries.Select(static delivery => new
            {
                body = delivery.Body,
                headers = delivery.Headers.Where(static header => header.Key.StartsWith("webhook-", StringComparison.OrdinalIgnoreCase))
                    .ToDictionary(static header => header.Key.ToLowerInvariant(), static header => header.Value),
            }),
        }));
        var result = JsonDocument.Parse(await npm.Run("run", "--silent", "verify", "--", input)).RootElement;

        Assert.Equal([3, 3], result.GetProperty("verified").EnumerateArray().Select(static count => count.GetInt32()));
        Assert.Equal((0, 0), (result.GetProperty("tampered").GetInt32(), result.GetProperty("renamed").GetInt32()));
    }
}

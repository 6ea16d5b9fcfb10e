using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace OrleansMicro.Tests.EndToEnd.Webhooks;

/// <summary>How fast a webhook sends what waited for it.</summary>
[Collection(ProcessTests.Name)]
public sealed class CatchUpTests(ITestOutputHelper output)
{
    private const int Events = 3_000;
    private const int Products = 50;

    [Fact]
    public async Task Waiting_events_are_sent_by_the_hundred_per_second()
    {
        using var data = new TempFolder();
        await using var receiver = await ScriptedReceiver.Start();
        await using var server = await ServerProcess.Start(data.Path, "--Webhooks:AllowedHosts:0", "127.0.0.1");
        using var shop = new ShopClient(server.Url);
        var body = $$"""{"url":"{{receiver.Address}}hooks","types":["product.repriced"]}""";
        var path = (await shop.Post("/v1/webhooks", body, ("Idempotency-Key", "create"))).MustBe(201).Headers.Location!.ToString();
        (await shop.Send(HttpMethod.Post, path + "/pause", null)).MustBe(200);
        await Task.WhenAll(Enumerable.Range(0, Products).Select(async _ =>
        {
            var (seller, product) = await shop.NewProduct(0);
            for (var price = 1; price <= Events / Products; price++)
            {
                var change = string.Create(CultureInfo.InvariantCulture, $$$"""{"price":{"minor":{{{price}}},"currency":"GBP"}}""");
                (await shop.Put($"/v1/sellers/{seller}/products/{product}/price", change)).MustBe(200);
            }
        }));

        var watch = Stopwatch.StartNew();
        (await shop.Send(HttpMethod.Post, path + "/resume", null)).MustBe(200);
        var received = await receiver.Next(Events);
        var rate = Events / watch.Elapsed.TotalSeconds;
        output.WriteLine($"{Events} events in {watch.Elapsed.TotalSeconds:0.00} s: {rate:0}/s");

        Assert.True(rate > 200, $"{rate:0}/s");
        foreach (var subject in received.Select(static request => request.Headers["webhook-id"]).GroupBy(static id => id[..id.LastIndexOf('/')]))
            Assert.Equal(subject, subject.OrderBy(static id => int.Parse(id[(id.LastIndexOf('/') + 1)..], CultureInfo.InvariantCulture)));
    }
}

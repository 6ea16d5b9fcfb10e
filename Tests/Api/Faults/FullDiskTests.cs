using System.Net;

namespace OrleansMicro.Tests.Api.Faults;

/// <summary>A server in single mode whose database cannot grow.</summary>
public sealed class FullDiskTests
{
    [Fact]
    public async Task Answers_503_when_the_disk_is_full_and_still_reads()
    {
        await using var server = await SingleServer.Start(null, "--Storage:Sqlite:MaxPages", "60", "--Api:RetryTimeout", "00:00:00.2");
        var shop = server.Client;
        var seller = ShopClient.NewId("s");
        (await shop.Put($"/v1/sellers/{seller}", """{"name":"Blue Owl"}""")).MustBe(201);

        var full = await FillUp(shop, seller);

        full.MustBeProblem(503, "unavailable", null);
        Assert.NotNull(full.Headers.RetryAfter);
        (await shop.Get($"/v1/sellers/{seller}")).MustBe(200);
    }

    [Fact]
    public async Task Every_kind_of_change_is_503_when_the_disk_is_full()
    {
        await using var server = await SingleServer.Start(null, "--Storage:Sqlite:MaxPages", "200", "--Api:RetryTimeout", "00:00:00.2");
        var shop = server.Client;
        var product = await shop.NewProduct(stock: 1000);
        var stock = $"/v1/sellers/{product.Seller}/products/{product.Product}/stock";
        (await shop.PutLine("buyer", product, 1)).MustBe(200);
        await FillUp(shop, product.Seller);

        await Refused(i => shop.Put($"/v1/sellers/s{i}", """{"name":"a"}"""));
        await Refused(i => shop.Put($"/v1/customers/c{i}", """{"name":"a"}"""));
        await Refused(i => shop.PutLine($"c{i}", product, 1));
        await Refused(i => shop.Put(stock, $$"""{"onHand":{{1001 + i}} }"""));
        await Refused(i => shop.Post(stock + "/restocks", """{"quantity":1}""", ("Idempotency-Key", $"k{i}")));
        await Refused(_ => shop.Checkout("buyer", "k"));
        (await shop.Get($"/v1/sellers/{product.Seller}")).MustBe(200);
    }

    // Small rows still fit into the last pages, and a row that hardly grows may never need another one.
    private static async Task Refused(Func<int, Task<Reply>> change)
    {
        for (var i = 0; i < 100; i++)
        {
            if (await change(i) is { Status: not (HttpStatusCode.OK or HttpStatusCode.Created) } reply)
            {
                reply.MustBeProblem(503, "unavailable", null);
                return;
            }
        }
    }

    private static async Task<Reply> FillUp(ShopClient shop, string seller)
    {
        var body = $$"""{"name":"Mug","description":"{{new string('x', 4_000)}}","price":{"minor":1,"currency":"GBP"} }""";
        for (var i = 0; i < 1000; i++)
        {
            var reply = await shop.Put($"/v1/sellers/{seller}/products/p{i}", body);
            if ((int)reply.Status != 201)
                return reply;
        }

        throw new InvalidOperationException("The disk was never full.");
    }
}

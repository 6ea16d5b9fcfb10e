using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace OrleansMicro.Tests.Api.Faults;

/// <summary>A server in single mode whose database cannot grow.</summary>
public sealed class FullDiskTests
{
    [Fact]
    public async Task Answers_503_when_the_disk_is_full_and_still_reads()
    {
        using var folder = new TempFolder();
        await using var app = SingleServer.Create(
            ["--urls", "http://127.0.0.1:0", "--data", folder.File("data"), "--Storage:Sqlite:MaxPages", "60", "--Api:RetryTimeout", "00:00:00.2"]);
        await app.StartAsync();
        using var shop = new ShopClient(
            new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()));
        var seller = ShopClient.NewId("s");
        (await shop.Put($"/v1/sellers/{seller}", """{"name":"Blue Owl"}""")).MustBe(201);

        var full = await FillUp(shop, seller);

        full.MustBeProblem(503, "unavailable", null);
        Assert.NotNull(full.Headers.RetryAfter);
        (await shop.Get($"/v1/sellers/{seller}")).MustBe(200);
    }

    private static async Task<Reply> FillUp(ShopClient shop, string seller)
    {
        var body = $$"""{"name":"Mug","description":"{{new string('x', 4_000)}}","price":{"minor":1,"currency":"GBP"} }""";
        for (var i = 0; i < 100; i++)
        {
            var reply = await shop.Put($"/v1/sellers/{seller}/products/p{i}", body);
            if ((int)reply.Status != 201)
                return reply;
        }

        throw new InvalidOperationException("The disk was never full.");
    }
}

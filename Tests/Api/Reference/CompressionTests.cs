using System.IO.Compression;
using System.Net;
using System.Text;

namespace OrleansMicro.Tests.Api.Reference;

[Collection(ShopTests.Name)]
public sealed class CompressionTests(ShopHost host)
{
    [Fact]
    public async Task A_large_response_is_compressed_and_has_a_tag_of_its_own()
    {
        using var http = new HttpClient { BaseAddress = host.Address };
        var (seller, product) = await host.Client.NewProduct(stock: 0);
        var path = $"/v1/sellers/{seller}/products/{product}";
        var body = $$"""{"name":"a","description":"{{new string('x', 3000)}}","price":{"minor":1,"currency":"GBP"} }""";
        (await host.Client.Put(path, body)).MustBe(200);

        using var reply = await Get(http, path, ("Accept-Encoding", "gzip"));
        await using var unpacked = new GZipStream(await reply.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        using var reader = new StreamReader(unpacked, Encoding.UTF8);

        Assert.Equal((await host.Client.Get(path)).Body, await reader.ReadToEndAsync());
        Assert.Equal("gzip", reply.Content.Headers.ContentEncoding.Single());
        Assert.Contains("Accept-Encoding", reply.Headers.Vary);
        Assert.Equal("\"2+gzip\"", reply.Headers.ETag!.ToString());
        using var again = await Get(http, path, ("Accept-Encoding", "gzip"), ("If-None-Match", "\"2+gzip\""));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        (await host.Client.Delete(path, ("If-Match", "\"2+gzip\""))).MustBe(200);
    }

    [Fact]
    public async Task A_small_response_is_not_compressed()
    {
        using var http = new HttpClient { BaseAddress = host.Address };
        using var reply = await Get(http, "/v1/carts/" + ShopClient.NewId("c"), ("Accept-Encoding", "gzip, br"));

        Assert.Empty(reply.Content.Headers.ContentEncoding);
        Assert.Equal("\"0\"", reply.Headers.ETag!.ToString());
    }

    private static async Task<HttpResponseMessage> Get(HttpClient http, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await http.SendAsync(request);
    }
}

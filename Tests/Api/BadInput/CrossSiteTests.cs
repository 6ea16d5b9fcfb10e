using System.Net.Http.Headers;
using OrleansMicro.Carts;
using OrleansMicro.Tests.Api.Faults;

namespace OrleansMicro.Tests.Api.BadInput;

/// <summary>What a page of another site can make a browser send.</summary>
[Collection(ShopTests.Name)]
public sealed class CrossSiteTests(ShopHost host)
{
    private readonly ShopClient _shop = host.Client;

    [Theory]
    [InlineData("application/x-www-form-urlencoded", "")]
    [InlineData("text/plain", "")]
    [InlineData("text/plain", "{}")]
    [InlineData("multipart/form-data; boundary=x", "")]
    [InlineData("application/json", "garbage")]
    [InlineData(null, "{}")]
    public async Task A_form_changes_no_order(string? type, string body)
    {
        var (id, package) = await PaidOrder();

        foreach (var path in new[] { $"/v1/orders/{id}/cancel", package + "/ship" })
        {
            var status = type == "application/json" ? 400 : 415;
            (await _shop.Send(HttpMethod.Post, path, Content(type, body))).MustBe(status);
        }

        (await _shop.Send(HttpMethod.Post, package + "/deliver", Content(type, body))).MustBeProblem(415, "unsupported-media-type", "Content-Type");
        Assert.Equal("paid", (await _shop.Get($"/v1/orders/{id}")).Text("status"));
        Assert.Equal("readyToShip", (await _shop.Get($"/v1/shipments/{id}")).Text("packages.0.status"));
    }

    [Fact]
    public async Task A_body_where_none_belongs_is_refused()
    {
        var product = await _shop.NewProduct(stock: 1);
        var path = $"/v1/sellers/{product.Seller}/products/{product.Product}";
        var customer = ShopClient.NewId("c");
        (await _shop.PutLine(customer, product, 1)).MustBe(200);
        var cart = "/v1/carts/" + customer;

        foreach (var deleted in new[] { path, cart, $"{cart}/lines/{product.Seller}/{product.Product}" })
            (await _shop.Send(HttpMethod.Delete, deleted, Content("application/json", "{}")))
                .MustBeProblem(415, "unsupported-media-type", "Content-Type");

        Assert.True((await _shop.Get(path)).At("active").GetBoolean());
        Assert.Equal(1, (await _shop.Get(cart)).At("lines").GetArrayLength());
    }

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "http://127.0.0.1:1")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("sec-fetch-site", "Cross-Site")]
    public async Task A_page_of_another_site_changes_nothing(string header, string value)
    {
        var (id, package) = await PaidOrder();
        var cart = "/v1/carts/" + ShopClient.NewId("c");
        var profile = "/v1/customers/" + ShopClient.NewId("c");
        var from = (header, value);

        foreach (var path in new[] { $"/v1/orders/{id}/cancel", package + "/ship", package + "/deliver" })
            (await _shop.Send(HttpMethod.Post, path, null, from)).MustBe(403);
        (await _shop.Put(profile, """{"name":"a"}""", from)).MustBe(403);
        var refused = (await _shop.Delete(cart, from)).MustBe(403);

        Assert.Equal(("cross-site-request", header.ToUpperInvariant()), (refused.Text("code"), refused.Text("field")!.ToUpperInvariant()));
        Assert.Equal("paid", (await _shop.Get($"/v1/orders/{id}", from)).MustBe(200).Text("status"));
        (await _shop.Get(profile)).MustBe(404);
    }

    [Theory]
    [InlineData("same-origin")]
    [InlineData("same-site")]
    [InlineData("none")]
    public async Task A_page_of_this_site_may_change_things(string site)
    {
        var profile = "/v1/customers/" + ShopClient.NewId("c");

        var origin = ("Origin", host.Address.GetLeftPart(UriPartial.Authority));
        (await _shop.Put(profile, """{"name":"a"}""", origin, ("Sec-Fetch-Site", site))).MustBe(201);
        (await _shop.Put(profile, """{"name":"b"}""", ("Sec-Fetch-Site", site))).MustBe(200);
    }

    [Fact]
    public async Task Origins_of_the_setting_get_cors_and_may_change_things()
    {
        var origin = ("Origin", "https://shop.example");
        await using var open = await FaultHost.Start(Answer, options => options.CorsOrigins = ["https://shop.example"]);
        await using var closed = await FaultHost.Start(Answer);

        var allowed = (await open.Send(HttpMethod.Delete, "/v1/carts/c", null, origin)).MustBe(200);
        var preflight = (await open.Send(HttpMethod.Options, "/v1/carts/c", null, origin, ("Access-Control-Request-Method", "DELETE"))).MustBe(204);

        Assert.Equal("https://shop.example", allowed.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Contains("ETag", allowed.Headers.GetValues("Access-Control-Expose-Headers").Single(), StringComparison.Ordinal);
        Assert.Equal("DELETE", preflight.Headers.GetValues("Access-Control-Allow-Methods").Single());
        (await open.Send(HttpMethod.Delete, "/v1/carts/c", null, ("Origin", "https://other.example"))).MustBe(403);
        (await closed.Send(HttpMethod.Delete, "/v1/carts/c", null, origin)).MustBe(403);
        Assert.False((await closed.Send(HttpMethod.Get, "/v1/carts/c", null, origin)).MustBe(200).Headers.Contains("Access-Control-Allow-Origin"));

        static object? Answer(FakeCall call) => call.Method == nameof(ICartGrain.Get)
            ? Task.FromResult(new Cart(call.Key, [], null, null, 1))
            : Task.FromResult<Result<CartChange>>(new CartChange(call.Key, null, 0, null, 2));
    }

    private async Task<(string Id, string Package)> PaidOrder()
    {
        var product = await _shop.NewProduct(stock: 1);
        var customer = ShopClient.NewId("c");
        (await _shop.PutLine(customer, product, 1)).MustBe(200);
        var id = (await _shop.Checkout(customer, "k")).MustBe(201).Text("orderId")!;
        return (id, $"/v1/shipments/{id}/packages/{product.Seller}");
    }

    private static ByteArrayContent Content(string? type, string body)
    {
        var content = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        return content;
    }
}

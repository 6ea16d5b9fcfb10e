using System.Net.Sockets;
using System.Text;

namespace OrleansMicro.Tests.Api.BadInput;

[Collection(ShopTests.Name)]
public sealed class HeaderTests(ShopHost host)
{
    private readonly ShopClient _shop = host.Client;

    [Theory]
    [InlineData("abc")]
    [InlineData("1")]
    [InlineData("\"1")]
    [InlineData("\"1\", *")]
    public async Task Refuses_an_if_match_that_is_no_list_of_tags(string tag)
    {
        var path = "/v1/sellers/" + ShopClient.NewId("s");
        (await _shop.Put(path, """{"name":"first"}""")).MustBe(201);

        (await _shop.Put(path, """{"name":"second"}""", ("If-Match", tag))).MustBeProblem(400, "invalid", "If-Match");

        Assert.Equal("first", (await _shop.Get(path)).Text("name"));
    }

    [Fact]
    public async Task Refuses_an_edit_of_a_version_that_is_not_current_any_more()
    {
        var product = await _shop.NewProduct(stock: 5);
        var path = $"/v1/sellers/{product.Seller}/products/{product.Product}";
        var stale = ("If-Match", "\"7\"");
        const string Price = """{"price":{"minor":5,"currency":"GBP"}}""";

        (await _shop.Put(path, """{"name":"b","price":{"minor":5,"currency":"GBP"}}""", stale)).MustBeProblem(412, "version-mismatch", "If-Match");
        (await _shop.Put(path + "/price", Price, stale)).MustBeProblem(412, "version-mismatch", "If-Match");
        (await _shop.Delete(path, stale)).MustBeProblem(412, "version-mismatch", "If-Match");
        (await _shop.Put(path + "/stock", """{"onHand":9}""", stale)).MustBeProblem(412, "version-mismatch", "If-Match");
        (await _shop.Put($"/v1/sellers/{product.Seller}", """{"name":"b"}""", stale)).MustBeProblem(412, "version-mismatch", "If-Match");
        Assert.Equal("\"1\"", (await _shop.Get(path)).ETag);
        Assert.Equal(5, (await _shop.Get(path + "/stock")).Number("onHand"));

        Assert.Equal("\"2\"", (await _shop.Put(path + "/price", Price, ("If-Match", "\"1\""))).MustBe(200).ETag);
    }

    [Fact]
    public async Task Refuses_a_stale_edit_of_a_cart_and_its_checkout()
    {
        var product = await _shop.NewProduct(stock: 5);
        var customer = ShopClient.NewId("c");
        var first = (await _shop.PutLine(customer, product, 1, ("If-Match", "\"0\""))).MustBe(200);
        var stale = ("If-Match", "\"0\"");

        (await _shop.PutLine(customer, product, 2, stale)).MustBeProblem(412, "version-mismatch", "If-Match");
        (await _shop.Delete($"/v1/carts/{customer}", stale)).MustBeProblem(412, "version-mismatch", "If-Match");
        (await _shop.Delete($"/v1/carts/{customer}/lines/{product.Seller}/{product.Product}", stale))
            .MustBeProblem(412, "version-mismatch", "If-Match");
        (await _shop.Post(
            $"/v1/carts/{customer}/checkout", $$"""{"paymentMethod":"tok_ok","shipTo":{{ShopClient.ShipTo}}}""", ("Idempotency-Key", "k"), stale))
            .MustBeProblem(412, "version-mismatch", "If-Match");

        Assert.Equal(first.ETag, (await _shop.Get($"/v1/carts/{customer}")).ETag);
    }

    [Fact]
    public async Task Creates_only_and_replaces_only_when_asked_to()
    {
        var path = "/v1/sellers/" + ShopClient.NewId("s");
        (await _shop.Put(path, """{"name":"a"}""", ("If-Match", "*"))).MustBeProblem(412, "version-mismatch", "If-Match");
        (await _shop.Put(path, """{"name":"a"}""", ("If-None-Match", "*"))).MustBe(201);
        (await _shop.Put(path, """{"name":"b"}""", ("If-None-Match", "*"))).MustBe(412);
        (await _shop.Put(path, """{"name":"c"}""", ("If-Match", "*"))).MustBe(200);
        (await _shop.Put(path, """{"name":"d"}""", ("If-None-Match", "\"2\""))).MustBeProblem(412, "version-mismatch", "If-None-Match");
        (await _shop.Put(path, """{"name":"e"}""", ("If-Match", "\"2\""), ("If-None-Match", "*")))
            .MustBeProblem(412, "version-mismatch", "If-None-Match");

        Assert.Equal(("c", "\"2\""), ((await _shop.Get(path)).Text("name"), (await _shop.Get(path)).ETag));
    }

    [Fact]
    public async Task Gives_a_cart_another_tag_when_the_price_of_a_product_changes()
    {
        var product = await _shop.NewProduct(stock: 1);
        var customer = ShopClient.NewId("c");
        (await _shop.PutLine(customer, product, 1)).MustBe(200);
        var cart = $"/v1/carts/{customer}";
        var seen = await _shop.Get(cart);
        const string Price = """{"price":{"minor":1234,"currency":"GBP"}}""";
        (await _shop.Put($"/v1/sellers/{product.Seller}/products/{product.Product}/price", Price)).MustBe(200);

        var again = await _shop.Get(cart, ("If-None-Match", seen.ETag!));

        again.MustBe(200);
        Assert.Equal(1234, again.Number("lines.0.currentPrice.minor"));
        Assert.NotEqual(seen.ETag, again.ETag);
        (await _shop.Get(cart, ("If-None-Match", again.ETag!))).MustBe(304);
        (await _shop.PutLine(customer, product, 2, ("If-Match", again.ETag!))).MustBe(200);
    }

    [Fact]
    public async Task Refuses_a_missing_or_malformed_idempotency_key()
    {
        var product = await _shop.NewProduct(stock: 5);
        var customer = ShopClient.NewId("c");
        (await _shop.PutLine(customer, product, 1)).MustBe(200);
        var stock = $"/v1/sellers/{product.Seller}/products/{product.Product}/stock";
        var line = $$"""{"sellerId":"{{product.Seller}}","productId":"{{product.Product}}","quantity":1}""";
        (string Path, string Body)[] posts =
        [
            ($"/v1/carts/{customer}/checkout", $$"""{"paymentMethod":"tok_ok","shipTo":{{ShopClient.ShipTo}}}"""),
            ($"/v1/carts/{customer}/lines", line),
            (stock + "/restocks", """{"quantity":1}"""),
            (stock + "/write-offs", """{"quantity":1}"""),
        ];

        foreach (var (path, body) in posts)
        {
            (await _shop.Post(path, body)).MustBeProblem(400, "idempotency-key-missing", "Idempotency-Key");
            foreach (var key in new[] { "a b", new string('k', 256) })
                (await _shop.Post(path, body, ("Idempotency-Key", key))).MustBeProblem(400, "idempotency-key-invalid", "Idempotency-Key");
        }

        Assert.Equal("\"1\"", (await _shop.Get($"/v1/carts/{customer}")).ETag);
        Assert.Equal(5, (await _shop.Get(stock)).Number("onHand"));
    }

    [Theory]
    [InlineData("Idempotency-Key: caf\u00e9", "utf-8")]
    [InlineData("Idempotency-Key: caf\u00e9", "latin1")]
    [InlineData("Idempotency-Key: \u043a\u043b\u044e\u0447", "utf-8")]
    [InlineData("Idempotency-Key: a\r\nIdempotency-Key: b", "utf-8")]
    [InlineData("Idempotency-Key:", "utf-8")]
    public async Task Refuses_two_idempotency_keys_and_bytes_beyond_ascii(string header, string encoding)
    {
        // HttpClient would not send these.
        using var socket = new TcpClient();
        await socket.ConnectAsync(host.Address.Host, host.Address.Port);
        await using var stream = socket.GetStream();
        var request = "POST /v1/carts/c/checkout HTTP/1.1\r\nHost: test\r\nConnection: close\r\n"
            + $"Content-Type: application/json\r\nContent-Length: 2\r\n{header}\r\n\r\n{{}}";
        await stream.WriteAsync(encoding == "latin1" ? Encoding.Latin1.GetBytes(request) : Encoding.UTF8.GetBytes(request));
        using var reader = new StreamReader(stream);
        var answer = await reader.ReadToEndAsync();

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Contains("application/problem+json", answer, StringComparison.Ordinal);
        Assert.Contains("\"field\":\"Idempotency-Key\"", answer, StringComparison.Ordinal);
    }
}

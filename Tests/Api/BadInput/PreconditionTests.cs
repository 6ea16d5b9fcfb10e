namespace OrleansMicro.Tests.Api.BadInput;

/// <summary>Conditional requests, RFC 9110 section 13. The product is at version 2.</summary>
[Collection(ShopTests.Name)]
public sealed class PreconditionTests(ShopHost host)
{
    private readonly ShopClient _shop = host.Client;

    [Theory]
    [InlineData("\"2\"", 304)]
    [InlineData("W/\"2\"", 304)]
    [InlineData("\"x\",\"2\"", 304)]
    [InlineData("\"x\" , W/\"2\"", 304)]
    [InlineData("*", 304)]
    [InlineData("\"1\"", 200)]
    [InlineData("\"2+gzip\"", 304)]
    [InlineData("\"x\"", 200)]
    [InlineData("\"2+zz\"", 200)]
    [InlineData("2", 400)]
    public async Task Read_with_If_None_Match(string tags, int status)
    {
        var path = await ProductAtVersion2();

        var reply = (await _shop.Get(path, ("If-None-Match", tags))).MustBe(status);

        Assert.Equal(status == 400 ? null : "\"2\"", reply.ETag);
        Assert.Equal(status == 304, reply.Body.Length == 0);
        (await _shop.Send(HttpMethod.Head, path, null, ("If-None-Match", tags))).MustBe(status);
    }

    [Theory]
    [InlineData("\"2\"", 200)]
    [InlineData("\"99\",\"2\"", 200)]
    [InlineData("*", 200)]
    [InlineData("W/\"2\"", 412)]
    [InlineData("\"02\"", 412)]
    [InlineData("\"2-zz\"", 412)]
    [InlineData("\"2-1\"", 412)]
    [InlineData("\"2+\"", 412)]
    [InlineData("\"2+zz\"", 412)]
    [InlineData("\"99\"", 412)]
    [InlineData("\"abc\"", 412)]
    [InlineData("\"\"", 412)]
    [InlineData("\"-2\"", 412)]
    [InlineData("\"99999999999999999999\"", 412)]
    public async Task Edit_and_read_with_If_Match(string tags, int status)
    {
        var path = await ProductAtVersion2();

        (await _shop.Get(path, ("If-Match", tags))).MustBe(status);
        (await _shop.Put(path + "/price", """{"price":{"minor":7,"currency":"GBP"}}""", ("If-Match", tags))).MustBe(status);

        Assert.Equal(status == 200 ? "\"3\"" : "\"2\"", (await _shop.Get(path)).ETag);
    }

    [Theory]
    [InlineData("*", 412)]
    [InlineData("\"2\"", 412)]
    [InlineData("W/\"2\"", 412)]
    [InlineData("\"1\",\"2\"", 412)]
    [InlineData("\"1\"", 200)]
    public async Task Edit_with_If_None_Match(string tags, int status)
    {
        var path = await ProductAtVersion2();

        (await _shop.Put(path + "/price", """{"price":{"minor":7,"currency":"GBP"}}""", ("If-None-Match", tags))).MustBe(status);

        Assert.Equal(status == 200 ? "\"3\"" : "\"2\"", (await _shop.Get(path)).ETag);
    }

    [Fact]
    public async Task Both_conditions_must_hold()
    {
        var path = await ProductAtVersion2();
        const string Price = """{"price":{"minor":7,"currency":"GBP"}}""";

        (await _shop.Put(path + "/price", Price, ("If-Match", "\"2\""), ("If-None-Match", "\"2\"")))
            .MustBeProblem(412, "version-mismatch", "If-None-Match");
        (await _shop.Put(path + "/price", Price, ("If-Match", "\"1\""), ("If-None-Match", "\"1\"")))
            .MustBeProblem(412, "version-mismatch", "If-Match");
        (await _shop.Put(path + "/price", Price, ("If-Match", "\"2\""), ("If-None-Match", "\"1\""))).MustBe(200);
    }

    [Theory]
    [InlineData("\"1-0\"", 412)]
    [InlineData("\"1-01\"", 412)]
    [InlineData("\"1-k2\"", 412)]
    [InlineData("\"1-7\"", 200)]
    [InlineData("\"1+br\"", 200)]
    public async Task A_variant_has_the_form_of_its_resource(string tags, int status)
    {
        var seller = $"/v1/sellers/{ShopClient.NewId("s")}";
        (await _shop.Put(seller, """{"name":"a"}""")).MustBe(201);

        (await _shop.Put(seller, """{"name":"b"}""", ("If-Match", tags))).MustBe(status);
    }

    [Theory]
    [InlineData("\"0\"")]
    [InlineData("\"0\",\"9\"")]
    [InlineData("*")]
    public async Task If_Match_creates_nothing(string tags)
    {
        var (seller, product) = await _shop.NewProduct(stock: 0);
        (string Path, string Body)[] puts =
        [
            ($"/v1/sellers/{ShopClient.NewId("s")}", """{"name":"a"}"""),
            ($"/v1/customers/{ShopClient.NewId("c")}", """{"name":"a"}"""),
            ($"/v1/sellers/{seller}/products/other", """{"name":"a","price":{"minor":1,"currency":"GBP"}}"""),
        ];
        foreach (var (path, body) in puts)
        {
            (await _shop.Put(path, body, ("If-Match", tags))).MustBeProblem(412, "version-mismatch", "If-Match");
            (await _shop.Get(path)).MustBe(404);
        }

        (await _shop.Put(puts[2].Path, puts[2].Body)).MustBe(201);
        (await _shop.Put(puts[2].Path + "/stock", """{"onHand":1}""", ("If-Match", tags))).MustBeProblem(412, "version-mismatch", "If-Match");
        (await _shop.PutLine(ShopClient.NewId("c"), new(seller, product), 1, ("If-Match", tags))).MustBe(200);
    }

    [Fact]
    public async Task A_tag_changes_with_what_the_version_does_not_count()
    {
        var product = await _shop.NewProduct(stock: 5);
        var seller = $"/v1/sellers/{product.Seller}";
        var before = (await _shop.Get(seller)).MustBe(200).ETag!;
        await _shop.NewProduct(stock: 0, seller: product.Seller);

        var after = (await _shop.Get(seller, ("If-None-Match", before))).MustBe(200);

        Assert.Equal(2, after.Number("productCount"));
        (await _shop.Get(seller, ("If-None-Match", after.ETag!))).MustBe(304);
        (await _shop.Put(seller, """{"name":"b"}""", ("If-Match", before))).MustBe(200);
    }

    [Fact]
    public async Task A_request_without_a_version_refuses_If_Match()
    {
        var product = await _shop.NewProduct(stock: 5);
        var restocks = $"/v1/sellers/{product.Seller}/products/{product.Product}/stock/restocks";

        (await _shop.Post(restocks, """{"quantity":1}""", ("Idempotency-Key", "k"), ("If-Match", "\"1\"")))
            .MustBeProblem(412, "version-mismatch", "If-Match");
        (await _shop.Get($"/v1/sellers/{product.Seller}/orders", ("If-Match", "\"1\""))).MustBeProblem(412, "version-mismatch", "If-Match");
        (await _shop.Get($"/v1/sellers/{product.Seller}/orders", ("If-None-Match", "*"))).MustBe(304);
    }

    private async Task<string> ProductAtVersion2()
    {
        var (seller, product) = await _shop.NewProduct(stock: 0);
        var path = $"/v1/sellers/{seller}/products/{product}";
        (await _shop.Put(path + "/price", """{"price":{"minor":5,"currency":"GBP"}}""")).MustBe(200);
        return path;
    }
}

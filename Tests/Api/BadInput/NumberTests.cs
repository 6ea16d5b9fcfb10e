namespace OrleansMicro.Tests.Api.BadInput;

[Collection(ShopTests.Name)]
public sealed class NumberTests(ShopHost host)
{
    private readonly ShopClient _shop = host.Client;

    public static TheoryData<string, string> BadQuantities => new()
    {
        { "0", "invalid" },
        { "-1", "invalid" },
        { "1000001", "invalid" },
        { "99999999999999999999", "invalid" },
        { "1.5", "wrong-type" },
        { "\"1\"", "wrong-type" },
        { "true", "wrong-type" },
        { "null", "wrong-type" },
        { "[1]", "wrong-type" },
    };

    [Theory]
    [MemberData(nameof(BadQuantities))]
    public async Task Refuses_a_quantity_that_is_no_number_of_units(string quantity, string code)
    {
        var product = await _shop.NewProduct(stock: 5);
        var customer = ShopClient.NewId("c");
        var cart = "/v1/carts/" + customer;
        var stock = $"/v1/sellers/{product.Seller}/products/{product.Product}/stock";
        var body = $$"""{"quantity":{{quantity}}}""";
        var line = $$"""{"sellerId":"{{product.Seller}}","productId":"{{product.Product}}","quantity":{{quantity}}}""";

        (await _shop.Put($"{cart}/lines/{product.Seller}/{product.Product}", body)).MustBeProblem(400, code, "quantity");
        (await _shop.Post(cart + "/lines", line, ("Idempotency-Key", "k"))).MustBeProblem(400, code, "quantity");
        (await _shop.Post(stock + "/restocks", body, ("Idempotency-Key", "k"))).MustBeProblem(400, code, "quantity");
        (await _shop.Post(stock + "/write-offs", body, ("Idempotency-Key", "k"))).MustBeProblem(400, code, "quantity");

        Assert.Equal(0, (await _shop.Get(cart)).MustBe(200).Number("version"));
        Assert.Equal((5, 5), ((await _shop.Get(stock)).Number("onHand"), (await _shop.Get(stock)).Number("received")));
    }

    [Theory]
    [InlineData("-1", "invalid")]
    [InlineData("1000000001", "invalid")]
    [InlineData("1.5", "wrong-type")]
    [InlineData("\"7\"", "wrong-type")]
    public async Task Refuses_a_count_that_no_warehouse_holds(string onHand, string code)
    {
        var product = await _shop.NewProduct(stock: 5);
        var stock = $"/v1/sellers/{product.Seller}/products/{product.Product}/stock";

        (await _shop.Put(stock, $$"""{"onHand":{{onHand}}}""")).MustBeProblem(400, code, "onHand");

        Assert.Equal(5, (await _shop.Get(stock)).Number("onHand"));
    }

    [Theory]
    [InlineData("""{"minor":0,"currency":"GBP"}""", 400, "invalid", "price.minor")]
    [InlineData("""{"minor":-5,"currency":"GBP"}""", 400, "invalid", "price.minor")]
    [InlineData("""{"minor":100000000000001,"currency":"GBP"}""", 400, "invalid", "price.minor")]
    [InlineData("""{"minor":99999999999999999999999,"currency":"GBP"}""", 400, "invalid", "price.minor")]
    [InlineData("""{"minor":9.99,"currency":"GBP"}""", 400, "wrong-type", "price.minor")]
    [InlineData("""{"minor":"9","currency":"GBP"}""", 400, "wrong-type", "price.minor")]
    [InlineData("""{"currency":"GBP"}""", 400, "missing", "price.minor")]
    [InlineData("""{"minor":9}""", 400, "missing", "price.currency")]
    [InlineData("""{"minor":9,"currency":"gbp"}""", 400, "invalid", "price.currency")]
    [InlineData("""{"minor":9,"currency":"POUND"}""", 400, "invalid", "price.currency")]
    [InlineData("""{"minor":9,"currency":"QQQ"}""", 400, "invalid", "price.currency")]
    [InlineData("""{"minor":9,"currency":"GBP","vat":1}""", 400, "unknown-field", "price.vat")]
    [InlineData("9", 400, "wrong-type", "price")]
    public async Task Refuses_a_price_that_is_no_money(string price, int status, string code, string field)
    {
        var product = await _shop.NewProduct(stock: 0, price: 100);
        var path = $"/v1/sellers/{product.Seller}/products/{product.Product}";

        (await _shop.Put(path, $$"""{"name":"Mug","price":{{price}}}""")).MustBeProblem(status, code, field);
        (await _shop.Put(path + "/price", $$"""{"price":{{price}}}""")).MustBeProblem(status, code, field);

        var now = await _shop.Get(path);
        Assert.Equal((1, 100), (now.Number("version"), now.Number("price.minor")));
    }

    [Fact]
    public async Task Takes_a_price_of_fifteen_million_rupiah()
    {
        var product = await _shop.NewProduct(stock: 0);
        var path = $"/v1/sellers/{product.Seller}/products/{product.Product}";

        (await _shop.Put(path + "/price", """{"price":{"minor":1500000000,"currency":"IDR"}}""")).MustBe(200);

        Assert.Equal(1_500_000_000, (await _shop.Get(path)).Number("price.minor"));
    }

    [Fact]
    public async Task Refuses_freight_in_another_currency_than_the_price()
    {
        var product = await _shop.NewProduct(stock: 0);
        var path = $"/v1/sellers/{product.Seller}/products/{product.Product}";
        const string Body = """{"name":"Mug","price":{"minor":9,"currency":"GBP"},"freight":{"minor":1,"currency":"EUR"}}""";

        (await _shop.Put(path, Body)).MustBeProblem(422, "currency-mismatch", "freight.currency");

        Assert.Equal("\"1\"", (await _shop.Get(path)).ETag);
    }
}

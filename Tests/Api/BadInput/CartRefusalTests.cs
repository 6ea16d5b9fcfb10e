namespace OrleansMicro.Tests.Api.BadInput;

[Collection(ShopTests.Name)]
public sealed class CartRefusalTests(ShopHost host)
{
    private readonly ShopClient _shop = host.Client;

    [Fact]
    public async Task Refuses_to_put_what_does_not_exist_or_is_withdrawn()
    {
        var product = await _shop.NewProduct(stock: 5);
        var customer = ShopClient.NewId("c");
        (await _shop.PutLine(customer, (product.Seller, "nothing"), 1)).MustBeProblem(404, "not-found", "productId");
        (await _shop.PutLine(customer, ("nobody", product.Product), 1)).MustBeProblem(404, "not-found", "productId");

        (await _shop.Delete($"/v1/sellers/{product.Seller}/products/{product.Product}")).MustBe(200);
        (await _shop.PutLine(customer, product, 1)).MustBeProblem(409, "product-withdrawn", "productId");

        Assert.Equal(0, (await _shop.Get($"/v1/carts/{customer}")).Number("version"));
    }

    [Fact]
    public async Task Tells_the_seen_and_the_current_price_of_a_repriced_product()
    {
        var product = await _shop.NewProduct(stock: 5, price: 1000);
        var customer = ShopClient.NewId("c");
        (await _shop.PutLine(customer, product, 1)).MustBe(200);
        var price = $"/v1/sellers/{product.Seller}/products/{product.Product}/price";
        (await _shop.Put(price, """{"price":{"minor":1200,"currency":"GBP"}}""")).MustBe(200);

        Assert.Equal(("priceChanged", 1200), (
            (await _shop.Get($"/v1/carts/{customer}")).Text("lines.0.status"),
            (await _shop.Get($"/v1/carts/{customer}")).Number("lines.0.currentPrice.minor")));
        var refused = (await _shop.Checkout(customer, "k")).MustBeProblem(409, "price-changed", "lines");

        Assert.Equal((product.Seller, product.Product), (refused.Text("lines.0.sellerId"), refused.Text("lines.0.productId")));
        Assert.Equal((1000, 1200), (refused.Number("lines.0.seenPrice.minor"), refused.Number("lines.0.currentPrice.minor")));
        (await _shop.Get("/v1/orders/" + Ids.OrderId(customer, "k"))).MustBe(404);

        // Putting the line again accepts the new price; the key was not used up by the refusal.
        (await _shop.PutLine(customer, product, 1)).MustBe(200);
        Assert.Equal(1200, (await _shop.Checkout(customer, "k")).MustBe(201).Number("captured.minor"));
    }

    [Fact]
    public async Task Refuses_the_checkout_of_a_product_that_was_withdrawn()
    {
        var product = await _shop.NewProduct(stock: 5);
        var customer = ShopClient.NewId("c");
        (await _shop.PutLine(customer, product, 1)).MustBe(200);
        (await _shop.Delete($"/v1/sellers/{product.Seller}/products/{product.Product}")).MustBe(200);

        var refused = (await _shop.Checkout(customer, "k")).MustBeProblem(409, "product-withdrawn", "lines");

        Assert.Equal(product.Product, refused.Text("lines.0.productId"));
    }

    [Fact]
    public async Task Refuses_the_checkout_of_an_empty_cart()
    {
        var customer = ShopClient.NewId("c");

        (await _shop.Checkout(customer, "k")).MustBeProblem(422, "cart-empty", "customerId");

        (await _shop.Get("/v1/orders/" + Ids.OrderId(customer, "k"))).MustBe(404);
    }

    [Fact]
    public async Task Refuses_another_currency_than_the_carts()
    {
        var pounds = await _shop.NewProduct(stock: 5, price: 100);
        var euros = (pounds.Seller, Product: ShopClient.NewId("p"));
        const string Cup = """{"name":"Tasse","price":{"minor":9,"currency":"EUR"}}""";
        (await _shop.Put($"/v1/sellers/{euros.Seller}/products/{euros.Product}", Cup)).MustBe(201);
        var customer = ShopClient.NewId("c");
        (await _shop.PutLine(customer, pounds, 1)).MustBe(200);

        (await _shop.PutLine(customer, euros, 1)).MustBeProblem(422, "currency-mismatch", "productId");
        (await _shop.Checkout(customer, "k", ""","total":{"minor":100,"currency":"EUR"}"""))
            .MustBeProblem(422, "currency-mismatch", "total.currency");
        (await _shop.Checkout(customer, "k", ""","total":{"minor":99,"currency":"GBP"}""")).MustBeProblem(409, "price-changed", "total.minor");

        Assert.Equal("paid", (await _shop.Checkout(customer, "k", ""","total":{"minor":100,"currency":"GBP"}""")).MustBe(201).Text("status"));
    }

    [Theory]
    [InlineData("""{"shipTo":SHIP}""", "missing", "paymentMethod")]
    [InlineData("""{"paymentMethod":"tok_ok"}""", "missing", "shipTo")]
    [InlineData("""{"paymentMethod":"","shipTo":SHIP}""", "invalid", "paymentMethod")]
    [InlineData("""{"paymentMethod":"4111 1111","shipTo":SHIP}""", "invalid", "paymentMethod")]
    [InlineData("""{"paymentMethod":"4242424242424242","shipTo":SHIP}""", "invalid", "paymentMethod")]
    [InlineData("""{"paymentMethod":"4242-4242-4242-4242","shipTo":SHIP}""", "invalid", "paymentMethod")]
    [InlineData("""{"paymentMethod":"378282246310005","shipTo":SHIP}""", "invalid", "paymentMethod")]
    [InlineData("""{"paymentMethod":"tok_ok","shipTo":{"name":"a","line1":"b","city":"c"}}""", "missing", "shipTo.country")]
    [InlineData("""{"paymentMethod":"tok_ok","shipTo":{"name":"a","line1":"b","city":"c","country":" "}}""", "invalid", "shipTo.country")]
    [InlineData("""{"paymentMethod":"tok_ok","shipTo":SHIP,"allowPartial":"yes"}""", "wrong-type", "allowPartial")]
    [InlineData("""{"paymentMethod":"tok_ok","shipTo":SHIP,"total":{"minor":-1,"currency":"GBP"}}""", "invalid", "total.minor")]
    [InlineData("""{"paymentMethod":"tok_ok","shipTo":SHIP,"total":{"minor":0,"currency":"GBP"}}""", "invalid", "total.minor")]
    [InlineData("""{"paymentMethod":"tok_ok","shipTo":SHIP,"total":{"minor":100000000000001,"currency":"GBP"}}""", "invalid", "total.minor")]
    [InlineData("""{"paymentMethod":"tok_ok","shipTo":SHIP,"total":{"minor":1,"currency":"£"}}""", "invalid", "total.currency")]
    [InlineData("""{"paymentMethod":"tok_ok","shipTo":SHIP,"lines":[]}""", "unknown-field", "lines")]
    public async Task Names_what_is_wrong_with_a_checkout(string body, string code, string field)
    {
        var product = await _shop.NewProduct(stock: 5);
        var customer = ShopClient.NewId("c");
        (await _shop.PutLine(customer, product, 1)).MustBe(200);

        var refused = await _shop.Post(
            $"/v1/carts/{customer}/checkout", body.Replace("SHIP", ShopClient.ShipTo, StringComparison.Ordinal), ("Idempotency-Key", "k"));

        refused.MustBeProblem(400, code, field);
        Assert.DoesNotContain("4242", refused.Body, StringComparison.Ordinal);
        Assert.Equal("\"1\"", (await _shop.Get($"/v1/carts/{customer}")).ETag);
        (await _shop.Get("/v1/orders/" + Ids.OrderId(customer, "k"))).MustBe(404);
    }

    [Fact]
    public async Task Refuses_line_1001_of_a_cart()
    {
        var first = await _shop.NewProduct(stock: 0);
        var products = new (string Seller, string Product)[Limits.MaxCartLines + 1];
        await Parallel.ForAsync(0, products.Length, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, _) =>
            products[i] = await _shop.NewProduct(stock: 0, seller: first.Seller));
        var customer = ShopClient.NewId("c");
        foreach (var product in products.Take(Limits.MaxCartLines))
            (await _shop.PutLine(customer, product, 1)).MustBe(200);

        (await _shop.PutLine(customer, products[^1], 1)).MustBeProblem(422, "cart-full", "productId");

        var cart = (await _shop.Get($"/v1/carts/{customer}")).MustBe(200);
        Assert.Equal((Limits.MaxCartLines, Limits.MaxCartLines), (cart.At("lines").GetArrayLength(), (int)cart.Number("version")));
        (await _shop.PutLine(customer, products[0], 2)).MustBe(200);
    }
}

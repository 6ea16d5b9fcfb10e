namespace OrleansMicro.Tests.Api.Flows;

[Collection(ShopTests.Name)]
public sealed class RepeatTests(ShopHost host)
{
    private readonly ShopClient _shop = host.Client;

    [Fact]
    public async Task Makes_one_order_of_the_same_checkout_sent_ten_times_at_once()
    {
        var product = await _shop.NewProduct(stock: 100, price: 300);
        var customer = ShopClient.NewId("c");
        (await _shop.PutLine(customer, product, 2)).MustBe(200);

        var replies = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => _shop.Checkout(customer, "once")));

        Assert.All(replies, reply => reply.MustBe(201));
        var id = Assert.Single(replies.Select(reply => reply.Text("orderId")).Distinct());
        Assert.All(replies, reply => Assert.Equal("paid", reply.Text("status")));
        var orders = (await _shop.Get($"/v1/customers/{customer}/orders")).MustBe(200);
        Assert.Equal(id, Assert.Single(orders.At("items").EnumerateArray()).GetProperty("orderId").GetString());
        Assert.Equal(1, (await _shop.Get($"/v1/orders/{id}/payment")).MustBe(200).Number("acquirer.captures"));
        Assert.Equal(98, (await _shop.Get($"/v1/sellers/{product.Seller}/products/{product.Product}/stock")).MustBe(200).Number("onHand"));
    }

    [Fact]
    public async Task Refuses_another_body_under_the_same_key()
    {
        var product = await _shop.NewProduct(stock: 5);
        var customer = ShopClient.NewId("c");
        (await _shop.PutLine(customer, product, 1)).MustBe(200);
        var first = (await _shop.Checkout(customer, "k")).MustBe(201);

        (await _shop.Checkout(customer, "k", method: "tok_twice")).MustBe(422);
        (await _shop.Checkout(customer, "k", ""","allowPartial":true""")).MustBeProblem(422, "idempotency-key-reused", "Idempotency-Key");

        // The key comes before the values: an earlier version accepted other ones, and its orders are still found.
        (await _shop.Checkout(customer, "k", method: "")).MustBeProblem(422, "idempotency-key-reused", "Idempotency-Key");

        Assert.Equal(first.Text("orderId"), (await _shop.Checkout(customer, "k")).MustBe(201).Text("orderId"));
        Assert.Single((await _shop.Get($"/v1/customers/{customer}/orders")).At("items").EnumerateArray());
    }

    [Fact]
    public async Task Replays_an_order_and_leaves_another_cart_alone()
    {
        var product = await _shop.NewProduct(stock: 5);
        var customer = ShopClient.NewId("c");
        (await _shop.PutLine(customer, product, 1)).MustBe(200);
        var first = (await _shop.Checkout(customer, "k")).MustBe(201);
        var repeat = (await _shop.Checkout(customer, "k")).MustBe(201);
        (await _shop.PutLine(customer, product, 3)).MustBe(200);

        var changed = (await _shop.Checkout(customer, "k")).MustBe(201);

        Assert.False(first.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal("true", Assert.Single(repeat.Headers.GetValues("Idempotency-Replayed")));
        Assert.Equal("true", Assert.Single(changed.Headers.GetValues("Idempotency-Replayed")));
        Assert.False(first.Json.TryGetProperty("cartChanged", out _));
        Assert.False(repeat.Json.TryGetProperty("cartChanged", out _));
        Assert.True(changed.At("cartChanged").GetBoolean());
        Assert.Equal(first.Text("orderId"), changed.Text("orderId"));
        Assert.Equal(3, Assert.Single((await _shop.Get($"/v1/carts/{customer}")).At("lines").EnumerateArray()).GetProperty("quantity").GetInt32());
    }

    [Fact]
    public async Task Repeats_a_checkout_with_its_if_match_only()
    {
        var product = await _shop.NewProduct(stock: 5);
        var customer = ShopClient.NewId("c");
        (await _shop.PutLine(customer, product, 1)).MustBe(200);
        Task<Reply> Checkout(params (string, string)[] headers) => _shop.Post(
            $"/v1/carts/{customer}/checkout", $$"""{"paymentMethod":"tok_ok","shipTo":{{ShopClient.ShipTo}}}""",
            [("Idempotency-Key", "k"), .. headers]);
        (await Checkout(("If-Match", "\"7\""))).MustBe(412);
        (await Checkout(("If-Match", "W/\"1\""))).MustBe(412);
        var first = (await Checkout(("If-Match", "\"7\", \"1\""))).MustBe(201);

        Assert.Equal(first.Text("orderId"), (await Checkout(("If-Match", "\"1\",\"7\""))).MustBe(201).Text("orderId"));
        (await Checkout(("If-Match", "\"2\""))).MustBeProblem(422, "idempotency-key-reused", "Idempotency-Key");
        (await Checkout()).MustBeProblem(422, "idempotency-key-reused", "Idempotency-Key");
    }

    [Theory]
    [InlineData("If-Match", "\"0\"")]
    [InlineData("If-Match", "\"0\",\"9\"")]
    [InlineData("If-None-Match", "\"1\"")]
    [InlineData("If-None-Match", "\"1\",\"9\"")]
    public async Task A_repeat_is_found_before_its_conditions_fail(string header, string tags)
    {
        var product = await _shop.NewProduct(stock: 5);
        var path = $"/v1/carts/{ShopClient.NewId("c")}/lines";
        var line = $$"""{"sellerId":"{{product.Seller}}","productId":"{{product.Product}}","quantity":2}""";
        Task<Reply> Add(string key) => _shop.Post(path, line, ("Idempotency-Key", key), (header, tags));

        (await Add("k")).MustBe(200);
        Assert.Equal(2, (await Add("k")).MustBe(200).Number("line.quantity"));
        (await Add("other")).MustBeProblem(412, "version-mismatch", header);
    }

    [Theory]
    [InlineData("\"2\"")]
    [InlineData("\"2\",W/\"9\"")]
    public async Task A_repeated_checkout_is_found_despite_if_none_match(string tags)
    {
        var product = await _shop.NewProduct(stock: 5);
        var customer = ShopClient.NewId("c");
        (await _shop.PutLine(customer, product, 1)).MustBe(200);
        Task<Reply> Checkout(string key) => _shop.Post(
            $"/v1/carts/{customer}/checkout", $$"""{"paymentMethod":"tok_ok","shipTo":{{ShopClient.ShipTo}}}""",
            ("Idempotency-Key", key), ("If-None-Match", tags));

        var first = (await Checkout("k")).MustBe(201);

        Assert.Equal(first.Text("orderId"), (await Checkout("k")).MustBe(201).Text("orderId"));
        (await Checkout("other")).MustBeProblem(412, "version-mismatch", "If-None-Match");
    }

    [Fact]
    public async Task Takes_the_same_request_written_in_another_order_for_the_same()
    {
        var product = await _shop.NewProduct(stock: 5);
        var customer = ShopClient.NewId("c");
        (await _shop.PutLine(customer, product, 1)).MustBe(200);
        var first = (await _shop.Checkout(customer, "k")).MustBe(201);

        var again = await _shop.Post(
            $"/v1/carts/{customer}/checkout", $$"""{ "shipTo": {{ShopClient.ShipTo}}, "allowPartial": false, "paymentMethod": "tok_ok" }""",
            ("Idempotency-Key", "k"));

        Assert.Equal(first.Text("orderId"), again.MustBe(201).Text("orderId"));
    }

    [Fact]
    public async Task Sells_the_last_unit_to_one_of_two_carts()
    {
        var product = await _shop.NewProduct(stock: 1);
        string[] customers = [ShopClient.NewId("c"), ShopClient.NewId("c")];
        foreach (var customer in customers)
            (await _shop.PutLine(customer, product, 1)).MustBe(200);

        var replies = await Task.WhenAll(customers.Select(customer => _shop.Checkout(customer, "k")));

        Assert.Equal(["paid", "rejected"], replies.Select(reply => reply.MustBe(201).Text("status")).Order());
        Assert.Equal("out-of-stock", replies.Single(reply => reply.Text("status") == "rejected").Text("reasonCode"));
        Assert.Equal(0, (await _shop.Get($"/v1/sellers/{product.Seller}/products/{product.Product}/stock")).MustBe(200).Number("onHand"));
    }

    [Fact]
    public async Task Adds_units_once_however_often_the_request_is_repeated()
    {
        var product = await _shop.NewProduct(stock: 10);
        var stock = $"/v1/sellers/{product.Seller}/products/{product.Product}/stock";
        var customer = ShopClient.NewId("c");
        var line = $$"""{"sellerId":"{{product.Seller}}","productId":"{{product.Product}}","quantity":2}""";

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(15, (await _shop.Post(stock + "/restocks", """{"quantity":5}""", ("Idempotency-Key", "in"))).MustBe(200).Number("onHand"));
            Assert.Equal(2, (await _shop.Post($"/v1/carts/{customer}/lines", line, ("Idempotency-Key", "a"))).MustBe(200).Number("line.quantity"));
        }

        Assert.Equal(12, (await _shop.Post(stock + "/write-offs", """{"quantity":3}""", ("Idempotency-Key", "in"))).MustBe(200).Number("onHand"));
        Assert.Equal(4, (await _shop.Post($"/v1/carts/{customer}/lines", line, ("Idempotency-Key", "b"))).MustBe(200).Number("line.quantity"));
    }
}

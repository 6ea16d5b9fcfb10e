namespace OrleansMicro.Tests.Api.Flows;

[Collection(ShopTests.Name)]
public sealed class ListTests(ShopHost host)
{
    private readonly ShopClient _shop = host.Client;

    [Fact]
    public async Task Pages_through_a_sellers_products_without_gap_or_repeat()
    {
        var first = await _shop.NewProduct(stock: 0);
        var added = new List<string> { first.Product };
        for (var i = 1; i < 7; i++)
            added.Add((await _shop.NewProduct(stock: 0, seller: first.Seller)).Product);

        Assert.Equal(added, await All($"/v1/sellers/{first.Seller}/products", limit: 3, "productId"));
    }

    [Fact]
    public async Task Pages_through_a_customers_orders_and_a_sellers_newest_first()
    {
        var product = await _shop.NewProduct(stock: 5);
        var customer = ShopClient.NewId("c");
        var placed = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            (await _shop.PutLine(customer, product, 1)).MustBe(200);
            placed.Add((await _shop.Checkout(customer, $"k{i}")).MustBe(201).Text("orderId")!);
        }

        placed.Reverse();
        Assert.Equal(placed, await All($"/v1/customers/{customer}/orders", limit: 2, "orderId"));
        Assert.Equal(placed, await All($"/v1/sellers/{product.Seller}/orders", limit: 2, "orderId"));
        Assert.Equal(placed, await All($"/v1/sellers/{product.Seller}/orders?status=paid", limit: 2, "orderId"));
    }

    [Fact]
    public async Task Refuses_a_cursor_that_was_changed_or_belongs_to_another_list()
    {
        var first = await _shop.NewProduct(stock: 0);
        await _shop.NewProduct(stock: 0, seller: first.Seller);
        var other = await _shop.NewProduct(stock: 0);
        var cursor = (await _shop.Get($"/v1/sellers/{first.Seller}/products?limit=1")).MustBe(200).Text("next")!;
        (await _shop.Get($"/v1/sellers/{first.Seller}/products?cursor={cursor}")).MustBe(200);

        string[] forged =
            [(cursor[0] == 'A' ? 'B' : 'A') + cursor[1..], cursor[..^1] + (cursor[^1] == 'A' ? 'B' : 'A'), cursor + "A", "1", "%00", "null"];
        foreach (var bad in forged)
            (await _shop.Get($"/v1/sellers/{first.Seller}/products?cursor={bad}")).MustBeProblem(400, "cursor-invalid", "cursor");

        (await _shop.Get($"/v1/sellers/{other.Seller}/products?cursor={cursor}")).MustBeProblem(400, "cursor-invalid", "cursor");
        (await _shop.Get($"/v1/sellers/{first.Seller}/orders?cursor={cursor}")).MustBeProblem(400, "cursor-invalid", "cursor");
    }

    [Fact]
    public async Task An_unknown_seller_or_customer_is_404_a_new_one_an_empty_list()
    {
        var (seller, customer) = (ShopClient.NewId("s"), ShopClient.NewId("c"));
        (await _shop.Get($"/v1/sellers/{seller}/products")).MustBeProblem(404, "not-found", "sellerId");
        (await _shop.Get($"/v1/sellers/{seller}/orders")).MustBeProblem(404, "not-found", "sellerId");
        (await _shop.Get($"/v1/sellers/{seller}/dashboard")).MustBeProblem(404, "not-found", "sellerId");
        (await _shop.Get($"/v1/customers/{customer}/orders")).MustBeProblem(404, "not-found", "customerId");

        (await _shop.Put($"/v1/sellers/{seller}", """{"name":"Blue Owl"}""")).MustBe(201);
        (await _shop.Put($"/v1/customers/{customer}", """{"name":"Ann"}""")).MustBe(201);

        foreach (var list in new[] { $"/v1/sellers/{seller}/products", $"/v1/sellers/{seller}/orders", $"/v1/customers/{customer}/orders" })
            Assert.Equal(0, (await _shop.Get(list)).MustBe(200).At("items").GetArrayLength());
        Assert.Equal(0, (await _shop.Get($"/v1/sellers/{seller}/dashboard")).MustBe(200).Number("orders"));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("10000")]
    [InlineData("101")]
    [InlineData("abc")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("")]
    [InlineData("99999999999999999999")]
    public async Task Refuses_a_limit_that_is_no_number_from_1_to_100(string limit)
    {
        var product = await _shop.NewProduct(stock: 0);
        string[] lists =
            [$"/v1/sellers/{product.Seller}/products", $"/v1/sellers/{product.Seller}/orders", $"/v1/customers/{ShopClient.NewId("c")}/orders"];
        foreach (var list in lists)
            (await _shop.Get($"{list}?limit={limit}")).MustBeProblem(400, "invalid", "limit");
    }

    [Fact]
    public async Task Refuses_an_unknown_status_and_a_parameter_given_twice()
    {
        (await _shop.Get("/v1/sellers/s/orders?status=lost")).MustBeProblem(400, "invalid", "status");
        (await _shop.Get("/v1/sellers/s/orders?limit=1&limit=2")).MustBeProblem(400, "invalid", "limit");
    }

    private async Task<List<string>> All(string path, int limit, string id)
    {
        var all = new List<string>();
        for (var next = ""; ;)
        {
            var separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
            var part = (await _shop.Get($"{path}{separator}limit={limit}{next}")).MustBe(200);
            var items = part.At("items").EnumerateArray().Select(item => item.GetProperty(id).GetString()!).ToArray();
            Assert.InRange(items.Length, 0, limit);
            all.AddRange(items);
            if (part.Text("next") is not { } cursor)
                return all;

            next = "&cursor=" + cursor;
        }
    }
}

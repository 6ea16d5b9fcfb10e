namespace OrleansMicro.Tests.Api.Flows;

[Collection(ShopTests.Name)]
public sealed class PurchaseTests(ShopHost host)
{
    private readonly ShopClient _shop = host.Client;

    [Fact]
    public async Task Sells_a_product_and_shows_it_in_the_dashboard()
    {
        var product = await _shop.NewProduct(stock: 10, price: 1250, freight: 299);
        var customer = ShopClient.NewId("c");
        var line = (await _shop.PutLine(customer, product, 2)).MustBe(200);
        Assert.Equal(2 * (1250 + 299), line.Number("total.minor"));

        var order = (await _shop.Checkout(customer, "k1")).MustBe(201);
        var id = order.Text("orderId")!;
        Assert.Equal("paid", order.Text("status"));
        Assert.Equal(Ids.OrderId(customer, "k1"), id);
        Assert.Equal("/v1/orders/" + id, order.Headers.Location!.OriginalString);
        Assert.Equal(3098, order.Number("captured.minor"));
        Assert.Equal("confirmed", order.Text("lines.0.status"));

        var stock = (await _shop.Get(StockOf(product))).MustBe(200);
        Assert.Equal((8, 0, 2), (stock.Number("onHand"), stock.Number("reserved"), stock.Number("sold")));
        Assert.Equal(0, (await _shop.Get($"/v1/carts/{customer}")).MustBe(200).At("lines").GetArrayLength());
        Assert.Equal("readyToShip", (await _shop.Get($"/v1/shipments/{id}")).MustBe(200).Text("packages.0.status"));

        var package = $"/v1/shipments/{id}/packages/{product.Seller}";
        var shipped = (await _shop.Post(package + "/ship", """{"carrier":"Royal Mail","trackingNumber":"AB1"}""")).MustBe(200);
        Assert.Equal(("shipped", "AB1"), (shipped.Text("packages.0.status"), shipped.Text("packages.0.trackingNumber")));
        Assert.Equal("delivered", (await _shop.Send(HttpMethod.Post, package + "/deliver", null)).MustBe(200).Text("packages.0.status"));

        var dashboard = (await _shop.Get($"/v1/sellers/{product.Seller}/dashboard")).MustBe(200);
        Assert.Equal((1, 0), (dashboard.Number("orders"), dashboard.Number("openOrders")));
        Assert.Equal(("delivered", 1, 2, 3098), (
            dashboard.Text("totals.0.status"), dashboard.Number("totals.0.orders"), dashboard.Number("totals.0.units"),
            dashboard.Number("totals.0.amount.minor")));
        Assert.Equal(id, (await _shop.Get($"/v1/sellers/{product.Seller}/orders?status=delivered")).MustBe(200).Text("items.0.orderId"));
    }

    [Fact]
    public async Task Keeps_a_history_and_books_that_agree_with_the_order()
    {
        var product = await _shop.NewProduct(stock: 1, price: 500);
        var customer = ShopClient.NewId("c");
        (await _shop.PutLine(customer, product, 1)).MustBe(200);
        var id = (await _shop.Checkout(customer, "k")).MustBe(201).Text("orderId");

        var history = (await _shop.Get($"/v1/orders/{id}/history")).MustBe(200);
        var events = history.At("items").EnumerateArray().ToArray();
        Assert.Equal(Enumerable.Range(1, events.Length), events.Select(e => (int)e.GetProperty("sequence").GetInt64()));
        Assert.Equal(("placed", "paid"), (events[0].GetProperty("type").GetString(), events[^1].GetProperty("type").GetString()));

        var payment = (await _shop.Get($"/v1/orders/{id}/payment")).MustBe(200);
        Assert.Equal(("captured", 500), (payment.Text("payment.status"), payment.Number("payment.captured.minor")));
        Assert.Equal((1, 500), (payment.Number("acquirer.captures"), payment.Number("acquirer.capturedMinor")));
    }

    [Fact]
    public async Task Rejects_a_declined_order_and_holds_nothing_for_it()
    {
        var product = await _shop.NewProduct(stock: 3);
        var customer = ShopClient.NewId("c");
        (await _shop.PutLine(customer, product, 1)).MustBe(200);

        var order = (await _shop.Checkout(customer, "k", method: "tok_decline")).MustBe(201);

        Assert.Equal(("rejected", "payment-declined", 0), (order.Text("status"), order.Text("reasonCode"), order.Number("captured.minor")));
        var stock = (await _shop.Get(StockOf(product))).MustBe(200);
        Assert.Equal((3, 0), (stock.Number("onHand"), stock.Number("reserved")));
        Assert.Equal(1, (await _shop.Get($"/v1/carts/{customer}")).MustBe(200).At("lines").GetArrayLength());
    }

    [Fact]
    public async Task Leaves_in_the_cart_what_a_partial_order_could_not_buy()
    {
        var there = await _shop.NewProduct(stock: 5, price: 100);
        var gone = await _shop.NewProduct(stock: 1, price: 700);
        var customer = ShopClient.NewId("c");
        (await _shop.PutLine(customer, there, 2)).MustBe(200);
        (await _shop.PutLine(customer, gone, 2)).MustBe(200);

        Assert.Equal("rejected", (await _shop.Checkout(customer, "all")).MustBe(201).Text("status"));
        var order = (await _shop.Checkout(customer, "some", ""","allowPartial":true""")).MustBe(201);

        Assert.Equal(("paid", 200), (order.Text("status"), order.Number("captured.minor")));
        Assert.Equal(["confirmed", "refused"], order.At("lines").EnumerateArray().Select(l => l.GetProperty("status").GetString()));
        Assert.Equal("out-of-stock", order.Text("lines.1.reasonCode"));
        var cart = (await _shop.Get($"/v1/carts/{customer}")).MustBe(200);
        Assert.Equal((1, gone.Product, 2), (cart.At("lines").GetArrayLength(), cart.Text("lines.0.productId"), cart.Number("lines.0.quantity")));
    }

    [Fact]
    public async Task Gives_money_and_units_back_when_a_paid_order_is_cancelled()
    {
        var product = await _shop.NewProduct(stock: 4, price: 900);
        var customer = ShopClient.NewId("c");
        (await _shop.PutLine(customer, product, 3)).MustBe(200);
        var id = (await _shop.Checkout(customer, "k")).MustBe(201).Text("orderId");

        var cancelled = (await _shop.Post($"/v1/orders/{id}/cancel", """{"reason":"ordered twice"}""")).MustBe(200);

        Assert.Equal(("cancelled", 2700), (cancelled.Text("status"), cancelled.Number("refunded.minor")));
        Assert.Equal(4, (await _shop.Get(StockOf(product))).MustBe(200).Number("onHand"));
        Assert.Equal("cancelled", (await _shop.Post($"/v1/orders/{id}/cancel", "{}")).MustBe(200).Text("status"));
        (await _shop.Post($"/v1/shipments/{id}/packages/{product.Seller}/ship", "{}")).MustBeProblem(409, "wrong-state", "orderId");
    }

    [Fact]
    public async Task Does_not_cancel_what_was_shipped()
    {
        var product = await _shop.NewProduct(stock: 1);
        var customer = ShopClient.NewId("c");
        (await _shop.PutLine(customer, product, 1)).MustBe(200);
        var id = (await _shop.Checkout(customer, "k")).MustBe(201).Text("orderId");
        (await _shop.Post($"/v1/shipments/{id}/packages/{product.Seller}/ship", "{}")).MustBe(200);

        (await _shop.Post($"/v1/orders/{id}/cancel", "{}")).MustBeProblem(409, "wrong-state", "orderId");

        Assert.Equal("paid", (await _shop.Get($"/v1/orders/{id}")).MustBe(200).Text("status"));
    }

    [Fact]
    public async Task Answers_at_once_when_the_client_prefers_not_to_wait()
    {
        var product = await _shop.NewProduct(stock: 1);
        var customer = ShopClient.NewId("c");
        (await _shop.PutLine(customer, product, 1)).MustBe(200);

        var accepted = (await _shop.Post(
            $"/v1/carts/{customer}/checkout", $$"""{"paymentMethod":"tok_ok","shipTo":{{ShopClient.ShipTo}}}""",
            ("Idempotency-Key", "k"), ("Prefer", "handling=strict, respond-async"))).MustBe(202);

        Assert.Equal("respond-async", accepted.Headers.GetValues("Preference-Applied").Single());
        var place = accepted.Headers.Location!.OriginalString;
        var order = await Until(() => _shop.Get(place), reply => !reply.At("inFlight").GetBoolean());
        Assert.Equal("paid", order.Text("status"));
        (await _shop.Checkout(customer, "k")).MustBe(201);
    }

    private static string StockOf((string Seller, string Product) product) => $"/v1/sellers/{product.Seller}/products/{product.Product}/stock";

    private static async Task<Reply> Until(Func<Task<Reply>> get, Func<Reply, bool> done)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            var reply = (await get()).MustBe(200);
            if (done(reply))
                return reply;

            deadline.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}

using System.Text.Json;

namespace OrleansMicro.Tests.EndToEnd.Upgrade;

/// <summary>What an old version in one process kept in SQLite.</summary>
[Collection(ProcessTests.Name)]
public sealed class SqliteUpgradeTests(OldSqliteShop shop) : UpgradeTests(shop), IClassFixture<OldSqliteShop>;

/// <summary>What an old cluster kept in Redis.</summary>
[Collection(ProcessTests.Name)]
public sealed class RedisUpgradeTests(OldRedisShop shop) : UpgradeTests(shop), IClassFixture<OldRedisShop>;

/// <summary>
/// Data of an old version stay readable, and what it began goes on. Each test has customers and sellers of its own in the old data.
/// </summary>
public abstract class UpgradeTests
{
    private readonly OldShop _shop;

    private protected UpgradeTests(OldShop shop)
    {
        shop.SkipIfMissing();
        _shop = shop;
    }

    [SkippableFact]
    public void Gives_the_answers_that_the_old_version_gave()
    {
        Assert.True(_shop.Old.Answers.Count > 1000);
        var changed = _shop.Old.Answers.Where(old => !Includes(_shop.Answers[old.Path], old.Body)).ToArray();
        Assert.True(changed.Length == 0, string.Join("\n\n", changed.Take(5).Select(old => $"{old.Path}\n{old.Body}\n{_shop.Answers[old.Path]}")));
    }

    [SkippableTheory]
    [InlineData("late-reserving", 600)]
    [InlineData("late-partial", 900)]
    [InlineData("late-capturing", 300)]
    public async Task Completes_an_order_in_flight_with_one_capture(string customer, long total)
    {
        var orderId = _shop.Old.CheckoutOf(customer).OrderId;
        var order = await _shop.Get($"/v1/orders/{orderId}");

        Assert.Equal(("paid", total), (order.GetProperty("status").GetString(), Minor(order, "captured")));
        Assert.Equal((1, total, 0L), await Books(orderId));
        Assert.Single((await _shop.Get($"/v1/shipments/{orderId}")).GetProperty("packages").EnumerateArray());
    }

    [SkippableFact]
    public async Task Completes_a_cancellation_in_flight_with_one_refund()
    {
        var orderId = _shop.Old.CheckoutOf("late-refunding").OrderId;

        Assert.Equal("cancelled", (await _shop.Get($"/v1/orders/{orderId}")).GetProperty("status").GetString());
        Assert.Equal((1, 300L, 300L), await Books(orderId));
    }

    [SkippableFact]
    public async Task Accounts_for_the_stock_of_orders_in_flight()
    {
        var many = await _shop.Get("/v1/sellers/late/products/many/stock");

        Assert.Equal((994, 0, 6), (Number(many, "onHand"), Number(many, "reserved"), Number(many, "sold")));
    }

    [SkippableFact]
    public async Task Gives_the_old_order_for_a_repeated_old_checkout()
    {
        foreach (var checkout in _shop.Old.Checkouts)
            Assert.Equal(checkout.OrderId, (await _shop.Repeat(checkout)).GetProperty("orderId").GetString());
        foreach (var customer in _shop.Old.Checkouts.GroupBy(checkout => checkout.Customer).Where(checkouts => checkouts.Count() == 1))
            Assert.True((await _shop.Get($"/v1/customers/{customer.Key}/orders")).GetProperty("items").GetArrayLength() <= 1, customer.Key);
    }

    [SkippableFact]
    public async Task Refuses_another_body_under_the_key_of_an_old_checkout()
    {
        var old = _shop.Old.CheckoutOf("paid");
        var other = new { paymentMethod = "tok_other", shipTo = old.Body.GetProperty("shipTo") };

        await _shop.Post("/v1/carts/paid/checkout", other, old.Key, expected: 422);
    }

    [SkippableFact]
    public async Task Gives_units_and_money_back_for_an_old_paid_order()
    {
        var orderId = _shop.Old.CheckoutOf("cancel-me").OrderId;

        var order = await _shop.Post($"/v1/orders/{orderId}/cancel", new { reason = "Too late" });

        Assert.Equal(("cancelled", 2800L), (order.GetProperty("status").GetString(), Minor(order, "refunded")));
        Assert.Equal((1, 2800L, 2800L), await Books(orderId));
        var stock = await _shop.Get("/v1/sellers/shop/products/solo/stock");
        Assert.Equal((10, 0, 0), (Number(stock, "onHand"), Number(stock, "reserved"), Number(stock, "sold")));
    }

    [SkippableFact]
    public async Task Delivers_an_old_package_that_was_shipped()
    {
        var shipment = await _shop.Post($"/v1/shipments/{_shop.Old.CheckoutOf("shipped").OrderId}/packages/shop/deliver", body: null);

        Assert.Equal("delivered", shipment.GetProperty("packages")[0].GetProperty("status").GetString());
    }

    [SkippableFact]
    public async Task Restocks_nothing_for_a_repeated_old_restock()
    {
        var stock = await _shop.Post("/v1/sellers/shop/products/cup/stock/restocks", new { quantity = 7 }, "restock-cup");

        Assert.Equal(Number(_shop.Answers["/v1/sellers/shop/products/cup/stock"], "received"), Number(stock, "received"));
    }

    [SkippableFact]
    public async Task Sells_old_products_to_an_old_customer()
    {
        const string Stock = "/v1/sellers/big/products/b002/stock";
        const string Orders = "/v1/customers/regular/orders?limit=50";
        var checkout = _shop.Old.CheckoutOf("regular") with { Key = "new" };
        await _shop.Put("/v1/carts/regular/lines/big/b002", new { quantity = 2 });

        var order = await _shop.Repeat(checkout);
        var repeated = await _shop.Repeat(checkout);

        var orderId = order.GetProperty("orderId").GetString()!;
        Assert.Equal(("paid", Ids.OrderId("regular", "new")), (order.GetProperty("status").GetString(), orderId));
        Assert.Equal(orderId, repeated.GetProperty("orderId").GetString());
        Assert.Equal(1, (await Books(orderId)).Captures);
        Assert.Equal(Number(_shop.Answers[Stock], "onHand") - 2, Number(await _shop.Get(Stock), "onHand"));
        Assert.Equal([orderId, .. OrderIds(_shop.Answers[Orders]).SkipLast(1)], OrderIds(await _shop.Get(Orders)));
        Assert.Equal(1 + OrdersOf(_shop.Answers["/v1/sellers/big/dashboard"]), OrdersOf(await _shop.Get("/v1/sellers/big/dashboard")));
    }

    /// <summary>Whether an answer says what the old one said. It may have more fields.</summary>
    private static bool Includes(JsonElement now, JsonElement old) => (old.ValueKind, now.ValueKind) switch
    {
        (JsonValueKind.Object, JsonValueKind.Object) =>
            old.EnumerateObject().All(field => now.TryGetProperty(field.Name, out var value) && Includes(value, field.Value)),
        (JsonValueKind.Array, JsonValueKind.Array) =>
            old.GetArrayLength() == now.GetArrayLength()
                && old.EnumerateArray().Zip(now.EnumerateArray()).All(pair => Includes(pair.Second, pair.First)),
        _ => JsonElement.DeepEquals(now, old),
    };

    private static IEnumerable<string> OrderIds(JsonElement page) =>
        page.GetProperty("items").EnumerateArray().Select(static order => order.GetProperty("orderId").GetString()!);

    private static long OrdersOf(JsonElement dashboard) =>
        dashboard.GetProperty("totals").EnumerateArray().Sum(static total => total.GetProperty("orders").GetInt64());

    private static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();

    private static long Minor(JsonElement element, string name) => element.GetProperty(name).GetProperty("minor").GetInt64();

    private async Task<(int Captures, long Captured, long Refunded)> Books(string orderId)
    {
        var books = (await _shop.Get($"/v1/orders/{orderId}/payment")).GetProperty("acquirer");
        return (Number(books, "captures"), books.GetProperty("capturedMinor").GetInt64(), books.GetProperty("refundedMinor").GetInt64());
    }
}

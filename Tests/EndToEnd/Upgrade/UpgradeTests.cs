using System.Net;
using System.Text.Json;
using OrleansMicro.Tests.EndToEnd.Crash;

namespace OrleansMicro.Tests.EndToEnd.Upgrade;

/// <summary>What an old version in one process kept in SQLite.</summary>
[Collection(nameof(CrashTests))]
public sealed class SqliteUpgradeTests(OldSqliteShop shop) : UpgradeTests(shop), IClassFixture<OldSqliteShop>;

/// <summary>What an old cluster kept in Redis.</summary>
[Collection(nameof(CrashTests))]
public sealed class RedisUpgradeTests(OldRedisShop shop) : UpgradeTests(shop), IClassFixture<OldRedisShop>;

/// <summary>Data of an old version stay readable, and what it began goes on. Each test has customers and sellers of its own in the old data.</summary>
public abstract class UpgradeTests(OldShop shop)
{
    // The customer changed the cart after the checkout, so the cart does not name the order any more: see docs/operations.md.
    private const string ChangedCart = "edited";

    [Fact]
    public void Gives_the_answers_that_the_old_version_gave()
    {
        Assert.True(shop.Old.Answers.Count > 1000);
        var changed = shop.Old.Answers.Where(old => !JsonElement.DeepEquals(old.Body, shop.Answers[old.Path])).ToArray();
        Assert.True(changed.Length == 0, string.Join("\n\n", changed.Take(5).Select(old => $"{old.Path}\n{old.Body}\n{shop.Answers[old.Path]}")));
    }

    [Theory]
    [InlineData("late-reserving", 600)]
    [InlineData("late-partial", 900)]
    [InlineData("late-capturing", 300)]
    public async Task Completes_an_order_in_flight_with_one_capture(string customer, long total)
    {
        var orderId = shop.Old.CheckoutOf(customer).OrderId;
        var order = await shop.Get($"/v1/orders/{orderId}");

        Assert.Equal(("paid", total), (order.GetProperty("status").GetString(), Minor(order, "captured")));
        Assert.Equal((1, total, 0L), await Books(orderId));
        Assert.Single((await shop.Get($"/v1/shipments/{orderId}")).GetProperty("packages").EnumerateArray());
    }

    [Fact]
    public async Task Completes_a_cancellation_in_flight_with_one_refund()
    {
        var orderId = shop.Old.CheckoutOf("late-refunding").OrderId;

        Assert.Equal("cancelled", (await shop.Get($"/v1/orders/{orderId}")).GetProperty("status").GetString());
        Assert.Equal((1, 300L, 300L), await Books(orderId));
    }

    [Fact]
    public async Task Accounts_for_the_stock_of_orders_in_flight()
    {
        var many = await shop.Get("/v1/sellers/late/products/many/stock");

        Assert.Equal((994, 0, 6), (Number(many, "onHand"), Number(many, "reserved"), Number(many, "sold")));
    }

    [Fact]
    public async Task Gives_the_old_order_for_a_repeated_old_checkout()
    {
        foreach (var customer in shop.Old.Checkouts.Select(checkout => checkout.Customer).Distinct().Where(name => name is not (ChangedCart or "regular")))
        {
            var checkout = shop.Old.CheckoutOf(customer);
            Assert.Equal(checkout.OrderId, (await shop.Repeat(checkout)).GetProperty("orderId").GetString());
            Assert.True((await shop.Get($"/v1/customers/{customer}/orders")).GetProperty("items").GetArrayLength() <= 1, customer);
        }
    }

    [Fact]
    public async Task Refuses_another_body_under_the_key_of_an_old_checkout()
    {
        var old = shop.Old.CheckoutOf("paid");
        var other = new { paymentMethod = "tok_other", shipTo = old.Body.GetProperty("shipTo") };

        await shop.Post("/v1/carts/paid/checkout", other, old.Key, HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Gives_units_and_money_back_for_an_old_paid_order()
    {
        var orderId = shop.Old.CheckoutOf("cancel-me").OrderId;

        var order = await shop.Post($"/v1/orders/{orderId}/cancel", new { reason = "Too late" });

        Assert.Equal(("cancelled", 2800L), (order.GetProperty("status").GetString(), Minor(order, "refunded")));
        Assert.Equal((1, 2800L, 2800L), await Books(orderId));
        var stock = await shop.Get("/v1/sellers/shop/products/solo/stock");
        Assert.Equal((10, 0, 0), (Number(stock, "onHand"), Number(stock, "reserved"), Number(stock, "sold")));
    }

    [Fact]
    public async Task Delivers_an_old_package_that_was_shipped()
    {
        var shipment = await shop.Post($"/v1/shipments/{shop.Old.CheckoutOf("shipped").OrderId}/packages/shop/deliver", new { });

        Assert.Equal("delivered", shipment.GetProperty("packages")[0].GetProperty("status").GetString());
    }

    [Fact]
    public async Task Restocks_nothing_for_a_repeated_old_restock()
    {
        var stock = await shop.Post("/v1/sellers/shop/products/cup/stock/restocks", new { quantity = 7 }, "restock-cup");

        Assert.Equal(Number(shop.Answers["/v1/sellers/shop/products/cup/stock"], "received"), Number(stock, "received"));
    }

    [Fact]
    public async Task Sells_old_products_to_an_old_customer()
    {
        const string Stock = "/v1/sellers/big/products/b002/stock";
        const string Orders = "/v1/customers/regular/orders?limit=50";
        var checkout = shop.Old.CheckoutOf("regular") with { Key = "new" };
        await shop.Put("/v1/carts/regular/lines/big/b002", new { quantity = 2 });

        var order = await shop.Repeat(checkout);
        var repeated = await shop.Repeat(checkout);

        var orderId = order.GetProperty("orderId").GetString()!;
        Assert.Equal(("paid", Ids.OrderId("regular", "new")), (order.GetProperty("status").GetString(), orderId));
        Assert.Equal(orderId, repeated.GetProperty("orderId").GetString());
        Assert.Equal(1, (await Books(orderId)).Captures);
        Assert.Equal(Number(shop.Answers[Stock], "onHand") - 2, Number(await shop.Get(Stock), "onHand"));
        Assert.Equal([orderId, .. OrderIds(shop.Answers[Orders]).SkipLast(1)], OrderIds(await shop.Get(Orders)));
        Assert.Equal(1 + OrdersOf(shop.Answers["/v1/sellers/big/dashboard"]), OrdersOf(await shop.Get("/v1/sellers/big/dashboard")));
    }

    private static IEnumerable<string> OrderIds(JsonElement page) =>
        page.GetProperty("items").EnumerateArray().Select(static order => order.GetProperty("orderId").GetString()!);

    private static long OrdersOf(JsonElement dashboard) =>
        dashboard.GetProperty("totals").EnumerateArray().Sum(static total => total.GetProperty("orders").GetInt64());

    private static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();

    private static long Minor(JsonElement element, string name) => element.GetProperty(name).GetProperty("minor").GetInt64();

    private async Task<(int Captures, long Captured, long Refunded)> Books(string orderId)
    {
        var books = (await shop.Get($"/v1/orders/{orderId}/payment")).GetProperty("acquirer");
        return (Number(books, "captures"), books.GetProperty("capturedMinor").GetInt64(), books.GetProperty("refundedMinor").GetInt64());
    }
}

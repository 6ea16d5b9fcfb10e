using System.Text.Json;
using OrleansMicro.Bench.Seed;

namespace OrleansMicro.Tests.EndToEnd.Seed;

/// <summary>A server on a seeded file: all that it shows is as if it had taken the orders itself.</summary>
[Collection(ProcessTests.Name)]
public sealed class SeedTests : IDisposable
{
    private const int Orders = 2_000;
    private const int Sellers = 10;
    private const string Seller = "seed-s0";
    private const string Customer = "seed-c0";
    private readonly TempFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_seeded_shop_is_consistent_and_open()
    {
        Assert.Equal(0, await new SeedProcess(_data.Path, Orders, Products: 50, Customers: 40, Sellers, Number: 7).Run(default));
        await using var server = await ServerProcess.Start(_data.Path);
        using var shop = new ShopClient(server.Url);

        var orders = await CheckCustomer(shop);
        await CheckOrder(shop, orders[0]);
        await CheckOrder(shop, orders[^1]);
        var sold = 0L;
        for (var i = 0; i < Sellers; i++)
            sold += await CheckSeller(shop, $"seed-s{i}");
        await CheckStock(shop, sold);
        await BuyOneMore(shop);
        await ShipOldest(shop);
        await CheckSeller(shop, Seller);
    }

    [Fact]
    public async Task A_folder_with_a_database_or_a_server_is_refused()
    {
        await using (await ServerProcess.Start(_data.Path))
            Assert.Equal(2, await new SeedProcess(_data.Path, 1, 10, 1, 1, 1).Run(default));
        Assert.Equal(2, await new SeedProcess(_data.Path, 1, 10, 1, 1, 1).Run(default));
    }

    [Fact]
    public async Task The_same_number_gives_the_same_file()
    {
        var (first, second) = (_data.File("a"), _data.File("b"));
        foreach (var folder in (string[])[first, second])
            Assert.Equal(0, await new SeedProcess(folder, 50, 20, 5, 3, Number: 3).Run(default));

        Assert.Equal(await Read(first), await Read(second));
    }

    /// <summary>Lists the orders of a customer over several archived pages; gives them, newest first.</summary>
    private static async Task<List<JsonElement>> CheckCustomer(ShopClient shop)
    {
        var customer = (await shop.Get($"/v1/customers/{Customer}")).MustBe(200);
        var orders = await ListAll(shop, $"/v1/customers/{Customer}/orders", "orderId");
        Assert.Equal(customer.Number("orderCount"), orders.Count);
        Assert.True(orders.Count > 192, $"{orders.Count} orders");
        return orders;
    }

    private static async Task CheckOrder(ShopClient shop, JsonElement listed)
    {
        var id = listed.GetProperty("orderId").GetString();
        var order = (await shop.Get($"/v1/orders/{id}")).MustBe(200);
        Assert.Equal(("paid", Customer), (order.Text("status"), order.Text("customerId")));
        var payment = (await shop.Get($"/v1/orders/{id}/payment")).MustBe(200);
        Assert.Equal(("captured", order.Number("total.minor")), (payment.Text("payment.status"), payment.Number("payment.captured.minor")));
        Assert.Equal(order.Number("total.minor"), payment.Number("acquirer.capturedMinor"));
        var shipment = (await shop.Get($"/v1/shipments/{id}")).MustBe(200);
        var packed = shipment.At("packages").EnumerateArray().SelectMany(static package => package.GetProperty("lines").EnumerateArray());
        Assert.Equal(order.Number("total.minor"), packed.Sum(Minor));
    }

    /// <summary>Compares the dashboard with a recount of the listed orders; gives the units sold.</summary>
    private static async Task<long> CheckSeller(ShopClient shop, string seller)
    {
        var entries = await ListAll(shop, $"/v1/sellers/{seller}/orders", "orderId");
        var dashboard = (await shop.Get($"/v1/sellers/{seller}/dashboard")).MustBe(200);
        Assert.Equal(entries.Count, dashboard.Number("orders"));
        var counted = entries.GroupBy(static entry => entry.GetProperty("status").GetString()).ToDictionary(
            static group => group.Key!,
            static group => (group.LongCount(), group.Sum(Units), group.Sum(Minor)));
        var shown = dashboard.At("totals").EnumerateArray().ToDictionary(
            static total => total.GetProperty("status").GetString()!,
            static total => (total.GetProperty("orders").GetInt64(), Units(total), Minor(total)));
        Assert.Equal(counted.OrderBy(static sum => sum.Key), shown.OrderBy(static sum => sum.Key));
        return entries.Sum(Units);
    }

    private static async Task CheckStock(ShopClient shop, long sold)
    {
        var total = 0L;
        for (var seller = 0; seller < Sellers; seller++)
        {
            foreach (var product in await ListAll(shop, $"/v1/sellers/seed-s{seller}/products", "productId"))
            {
                var stock = (await shop.Get($"/v1/sellers/seed-s{seller}/products/{product.GetProperty("productId")}/stock")).MustBe(200);
                Assert.Equal(stock.Number("received"), stock.Number("onHand") + stock.Number("sold"));
                Assert.Equal(0, stock.Number("reserved"));
                total += stock.Number("sold");
            }
        }

        Assert.Equal(sold, total);
    }

    private static async Task BuyOneMore(ShopClient shop)
    {
        var before = (await shop.Get($"/v1/sellers/{Seller}/dashboard")).MustBe(200).Number("openOrders");
        var product = (await ListAll(shop, $"/v1/sellers/{Seller}/products", "productId"))[0].GetProperty("productId").GetString()!;
        (await shop.PutLine(Customer, (Seller, product), 1)).MustBe(200);
        (await shop.Checkout(Customer, "one-more")).MustBe(201);

        Assert.Equal(before + 1, (await shop.Get($"/v1/sellers/{Seller}/dashboard")).MustBe(200).Number("openOrders"));
    }

    /// <summary>Ships the oldest package that waits, whose entry is in a page of the ledger.</summary>
    private static async Task ShipOldest(ShopClient shop)
    {
        var order = (await ListAll(shop, $"/v1/sellers/{Seller}/orders?status=paid", "orderId"))[^1].GetProperty("orderId");
        (await shop.Post($"/v1/shipments/{order}/packages/{Seller}/ship", "{}")).MustBe(200);
    }

    private static async Task<List<JsonElement>> ListAll(ShopClient shop, string path, string key)
    {
        var items = new List<JsonElement>();
        var first = $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit=100";
        for (var url = first; url is not null;)
        {
            var page = (await shop.Get(url)).MustBe(200);
            items.AddRange(page.At("items").EnumerateArray());
            url = page.Json.TryGetProperty("next", out var next) && next.GetString() is { } cursor
                ? $"{first}&cursor={Uri.EscapeDataString(cursor)}"
                : null;
        }

        Assert.Equal(items.Count, items.Select(item => item.GetProperty(key).GetString()).Distinct().Count());
        return items;
    }

    private static Task<byte[]> Read(string folder) => File.ReadAllBytesAsync(Path.Combine(folder, "marketplace.db"));

    private static long Units(JsonElement entry) => entry.GetProperty("units").GetInt64();

    private static long Minor(JsonElement item) => item.GetProperty("amount").GetProperty("minor").GetInt64();
}

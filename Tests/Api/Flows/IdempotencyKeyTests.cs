using System.Globalization;

namespace OrleansMicro.Tests.Api.Flows;

/// <summary>A key takes effect once, whatever else happens to the same resource in between.</summary>
[Collection(ShopTests.Name)]
public sealed class IdempotencyKeyTests(ShopHost host)
{
    // More than the 32 commands that a grain of earlier versions remembered.
    private const int Others = 33;

    private readonly ShopClient _shop = host.Client;

    [Theory]
    [InlineData("restocks", 100 + Others)]
    [InlineData("write-offs", 100 - Others)]
    public async Task Stock_changes_that_are_all_sent_again_count_once(string change, int onHand)
    {
        var stock = Stock(await _shop.NewProduct(stock: 100));

        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < Others; i++)
                (await _shop.Post($"{stock}/{change}", """{"quantity":1}""", Key(i))).MustBe(200);
        }

        Assert.Equal(onHand, (await _shop.Get(stock)).Number("onHand"));
    }

    [Fact]
    public async Task Cart_lines_that_are_all_sent_again_count_once()
    {
        var customer = ShopClient.NewId("c");
        var line = Line(await _shop.NewProduct(stock: 0), 1);

        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < Others; i++)
                (await _shop.Post($"/v1/carts/{customer}/lines", line, Key(i))).MustBe(200);
        }

        Assert.Equal(Others, (await _shop.Get($"/v1/carts/{customer}")).Number("lines.0.quantity"));
    }

    [Fact]
    public async Task A_restock_sent_again_after_many_counts_counts_once()
    {
        var stock = Stock(await _shop.NewProduct(stock: 1));
        (await _shop.Post(stock + "/restocks", """{"quantity":5}""", Key(0))).MustBe(200);

        for (var i = 0; i < 3 * Others; i++)
            (await _shop.Put(stock, OnHand(100 + (i % 2)))).MustBe(200);

        Assert.Equal(100, (await _shop.Post(stock + "/restocks", """{"quantity":5}""", Key(0))).MustBe(200).Number("onHand"));
    }

    [Fact]
    public async Task A_cart_line_sent_again_after_many_edits_counts_once()
    {
        var (customer, product) = (ShopClient.NewId("c"), await _shop.NewProduct(stock: 0));
        (await _shop.Post($"/v1/carts/{customer}/lines", Line(product, 5), Key(0))).MustBe(200);

        for (var i = 0; i < 3 * Others; i++)
            (await _shop.PutLine(customer, product, 1 + (i % 2))).MustBe(200);

        (await _shop.Post($"/v1/carts/{customer}/lines", Line(product, 5), Key(0))).MustBe(200);
        Assert.Equal(1, (await _shop.Get($"/v1/carts/{customer}")).Number("lines.0.quantity"));
    }

    [Fact]
    public async Task Shipping_and_delivering_a_large_order_can_be_repeated()
    {
        var customer = ShopClient.NewId("c");
        var sellers = new List<string>();
        for (var i = 0; i < Others; i++)
        {
            var product = await _shop.NewProduct(stock: 1);
            (await _shop.PutLine(customer, product, 1)).MustBe(200);
            sellers.Add(product.Seller);
        }

        var packages = $"/v1/shipments/{(await _shop.Checkout(customer, "k")).MustBe(201).Text("orderId")}/packages";

        // Once more after all have been delivered: a client whose answers were lost starts from the beginning.
        for (var round = 0; round < 2; round++)
        {
            foreach (var seller in sellers)
                (await _shop.Post($"{packages}/{seller}/ship", """{"carrier":"Royal Mail","trackingNumber":"1"}""")).MustBe(200);
            foreach (var seller in sellers)
                (await _shop.Send(HttpMethod.Post, $"{packages}/{seller}/deliver", null)).MustBe(200);
        }

        (await _shop.Post($"{packages}/{sellers[0]}/ship", """{"carrier":"Other"}""")).MustBeProblem(409, "wrong-state", "orderId");
    }

    private static (string, string) Key(int number) => ("Idempotency-Key", string.Create(CultureInfo.InvariantCulture, $"k{number}"));

    private static string Stock((string Seller, string Product) product) => $"/v1/sellers/{product.Seller}/products/{product.Product}/stock";

    private static string OnHand(int units) => string.Create(CultureInfo.InvariantCulture, $$"""{"onHand":{{units}}}""");

    private static string Line((string Seller, string Product) product, int quantity) => string.Create(
        CultureInfo.InvariantCulture, $$"""{"sellerId":"{{product.Seller}}","productId":"{{product.Product}}","quantity":{{quantity}}}""");
}

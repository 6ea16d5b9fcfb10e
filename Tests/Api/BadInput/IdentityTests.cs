namespace OrleansMicro.Tests.Api.BadInput;

[Collection(ShopTests.Name)]
public sealed class IdentityTests(ShopHost host)
{
    private readonly ShopClient _shop = host.Client;

    public static TheoryData<string> BadIds => new()
    {
        "a%20b", "a%2Fb", "a%2fb", "a%252Fb", "%C3%A9", "a:b", "a.b", "a%00b".Replace("%00", "%01", StringComparison.Ordinal), new string('x', 65),
    };

    [Theory]
    [MemberData(nameof(BadIds))]
    public async Task Refuses_an_id_of_other_characters_anywhere_in_a_path(string id)
    {
        (await _shop.Get($"/v1/sellers/{id}")).MustBeProblem(400, "invalid", "sellerId");
        (await _shop.Put($"/v1/sellers/{id}", """{"name":"a"}""")).MustBeProblem(400, "invalid", "sellerId");
        (await _shop.Get($"/v1/sellers/s/products/{id}")).MustBeProblem(400, "invalid", "productId");
        (await _shop.Put($"/v1/carts/{id}/lines/s/p", """{"quantity":1}""")).MustBeProblem(400, "invalid", "customerId");
        (await _shop.Put($"/v1/carts/c/lines/{id}/p", """{"quantity":1}""")).MustBeProblem(400, "invalid", "sellerId");
        (await _shop.Delete($"/v1/carts/c/lines/s/{id}")).MustBeProblem(400, "invalid", "productId");
        (await _shop.Get($"/v1/orders/{id}/history")).MustBeProblem(400, "invalid", "orderId");
        (await _shop.Post($"/v1/shipments/o/packages/{id}/ship", "{}")).MustBeProblem(400, "invalid", "sellerId");
    }

    [Fact]
    public async Task Refuses_a_bad_id_in_a_body()
    {
        var cart = "/v1/carts/" + ShopClient.NewId("c");
        foreach (var bad in new[] { "", "a b", "a/b", new string('x', 65) })
        {
            (await _shop.Post(cart + "/lines", $$"""{"sellerId":"{{bad}}","productId":"p","quantity":1}""", ("Idempotency-Key", "k")))
                .MustBeProblem(400, "invalid", "sellerId");
            (await _shop.Post(cart + "/lines", $$"""{"sellerId":"s","productId":"{{bad}}","quantity":1}""", ("Idempotency-Key", "k")))
                .MustBeProblem(400, "invalid", "productId");
        }

        Assert.Equal(0, (await _shop.Get(cart)).MustBe(200).Number("version"));
    }

    [Fact]
    public async Task Takes_ids_of_64_characters_and_tells_case_apart()
    {
        var id = ShopClient.NewId("Long").PadRight(64, '_');

        (await _shop.Put("/v1/sellers/" + id, """{"name":"upper"}""")).MustBe(201);
        (await _shop.Put("/v1/sellers/" + id.ToLowerInvariant(), """{"name":"lower"}""")).MustBe(201);

        Assert.Equal("upper", (await _shop.Get("/v1/sellers/" + id)).Text("name"));
    }

    [Fact]
    public async Task Answers_404_with_the_name_of_what_does_not_exist()
    {
        var none = ShopClient.NewId("none");
        (await _shop.Get($"/v1/sellers/{none}")).MustBeProblem(404, "not-found", "sellerId");
        (await _shop.Get($"/v1/customers/{none}")).MustBeProblem(404, "not-found", "customerId");
        (await _shop.Get($"/v1/sellers/{none}/products/p")).MustBeProblem(404, "not-found", "productId");
        (await _shop.Get($"/v1/sellers/{none}/products/p/stock")).MustBeProblem(404, "not-found", "productId");
        (await _shop.Get($"/v1/orders/{none}")).MustBeProblem(404, "not-found", "orderId");
        (await _shop.Get($"/v1/orders/{none}/history")).MustBeProblem(404, "not-found", "orderId");
        (await _shop.Get($"/v1/orders/{none}/payment")).MustBeProblem(404, "not-found", "orderId");
        (await _shop.Get($"/v1/shipments/{none}")).MustBeProblem(404, "not-found", "orderId");
        (await _shop.Post($"/v1/orders/{none}/cancel", "{}")).MustBe(404);
        (await _shop.Put($"/v1/sellers/{none}/products/p", """{"name":"a","price":{"minor":1,"currency":"GBP"}}""")).MustBe(404);
        (await _shop.Put($"/v1/sellers/{none}/products/p/stock", """{"onHand":1}""")).MustBe(404);
    }
}

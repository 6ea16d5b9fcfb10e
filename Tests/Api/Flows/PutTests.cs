namespace OrleansMicro.Tests.Api.Flows;

[Collection(ShopTests.Name)]
public sealed class PutTests(ShopHost host)
{
    private readonly ShopClient _shop = host.Client;

    [Fact]
    public async Task A_put_is_201_only_when_it_creates()
    {
        var seller = "/v1/sellers/" + ShopClient.NewId("s");
        var customer = "/v1/customers/" + ShopClient.NewId("c");
        (string Path, string Body)[] puts =
        [
            (seller, """{"name":"a"}"""),
            (customer, """{"name":"a"}"""),
            (seller + "/products/p", """{"name":"a","price":{"minor":1,"currency":"GBP"}}"""),
            (seller + "/products/p/stock", """{"onHand":3}"""),
        ];
        foreach (var (path, body) in puts)
        {
            Assert.Equal(path, (await _shop.Put(path, body)).MustBe(201).Headers.Location!.OriginalString);
            for (var i = 0; i < 3; i++)
                Assert.Null((await _shop.Put(path, body)).MustBe(200).Headers.Location);
        }

        Assert.Equal(1, (await _shop.Get(seller)).Number("version"));
    }

    [Fact]
    public async Task One_of_many_puts_at_once_creates()
    {
        var path = "/v1/customers/" + ShopClient.NewId("c");

        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _shop.Put(path, """{"name":"a"}""")));

        Assert.Equal(1, replies.Count(reply => (int)reply.Status == 201));
        Assert.Equal(7, replies.Count(reply => (int)reply.Status == 200));
    }
}

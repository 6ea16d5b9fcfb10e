using OrleansMicro.Sellers;
using OrleansMicro.Tests.Common;

namespace OrleansMicro.Tests.Sellers;

[Collection(MarketplaceTests.Name)]
public sealed class SellerGrainTests(MarketplaceCluster cluster)
{
    [Fact]
    public async Task A_profile_is_created_replaced_and_guarded_by_its_version()
    {
        var seller = Seller();
        Assert.Null(await seller.Get(Caller.Operator));
        Assert.Equal(1, (await seller.Put(new PutSeller("a", "Old", null, new(MustNotExist: true)), Caller.Operator)).Value!.Version);
        Assert.Equal(
            RefusalCodes.VersionMismatch,
            (await seller.Put(new PutSeller("b", "New", null, new(MustNotExist: true)), Caller.Operator)).Refusal?.Code);
        Assert.Equal(2, (await seller.Put(new PutSeller("c", "New", "a@b.example", new([1])), Caller.Operator)).Value!.Version);
        Assert.Equal(("New", "a@b.example"), ((await seller.Get(Caller.Operator))!.Name, (await seller.Get(Caller.Operator))!.Email));
    }

    [Fact]
    public async Task A_repeated_command_changes_nothing()
    {
        var seller = Seller();
        await seller.Put(new PutSeller("a", "First", null), Caller.Operator);
        await seller.Put(new PutSeller("b", "Second", null), Caller.Operator);

        Assert.Equal("Second", (await seller.Put(new PutSeller("a", "First", null), Caller.Operator)).Value!.Name);
        Assert.Equal(RefusalCodes.IdempotencyKeyReused, (await seller.Put(new PutSeller("b", "Third", null), Caller.Operator)).Refusal?.Code);
    }

    [Theory]
    [InlineData("", null, "name")]
    [InlineData("  ", null, "name")]
    [InlineData("Name", "no-at-sign", "email")]
    [InlineData("Name", "a@", "email")]
    public async Task Refuses_bad_profiles(string name, string? email, string field)
    {
        var seller = Seller();
        Assert.Equal(field, (await seller.Put(new PutSeller("a", name, email), Caller.Operator)).Refusal?.Field);
        Assert.Null(await seller.Get(Caller.Operator));
    }

    [Fact]
    public async Task Products_are_listed_once_each_in_order_across_pages()
    {
        const int Products = (3 * IdPageState.PageSize) + 7;
        var seller = Seller();
        await seller.Put(new PutSeller("a", "Seller", null), Caller.Operator);
        for (var i = 0; i < Products; i++)
            Assert.True(await seller.AddProduct($"p{i}"));
        for (var i = 0; i < Products; i += 10)
            Assert.True(await seller.AddProduct($"p{i}"));

        var listed = new List<string>();
        long? cursor = null;
        do
        {
            var page = (await seller.ListProducts(cursor, 50, Caller.Operator))!;
            listed.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal(Enumerable.Range(0, Products).Select(i => $"p{i}"), listed);
        Assert.Equal(Products, (await seller.Get(Caller.Operator))!.ProductCount);
        var stored = cluster.Storage.Stored<SellerState>("seller", seller.GetPrimaryKeyString())!;
        Assert.True(stored.Products.Tail.Length < 2 * IdPageState.PageSize);
    }

    [Fact]
    public async Task A_seller_that_does_not_exist_has_no_list()
    {
        var seller = Seller();
        Assert.False(await seller.AddProduct("p"));
        Assert.Null(await seller.ListProducts(null, 10, Caller.Operator));
    }

    private ISellerGrain Seller() => cluster.Grains.GetGrain<ISellerGrain>(MarketplaceCluster.NewId("seller"));
}

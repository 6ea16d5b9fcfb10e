using OrleansMicro.Customers;
using OrleansMicro.Tests.Common;

namespace OrleansMicro.Tests.Customers;

[Collection(MarketplaceTests.Name)]
public sealed class CustomerGrainTests(MarketplaceCluster cluster)
{
    private static readonly DateTimeOffset Placed = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Orders_are_listed_newest_first_once_each_across_pages()
    {
        const int Orders = (3 * IdPageState.PageSize) + 9;
        var customer = Customer();
        for (var i = 0; i < Orders; i++)
            await customer.AddOrder($"o{i}", Placed);
        await customer.AddOrder("o1", Placed);
        await customer.AddOrder($"o{Orders - 1}", Placed);

        var listed = new List<string>();
        long? cursor = null;
        do
        {
            var page = (await customer.ListOrders(cursor, 40, Caller.Operator))!;
            listed.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal(Enumerable.Range(0, Orders).Reverse().Select(i => $"o{i}"), listed);
    }

    [Fact]
    public async Task A_guest_has_orders_without_a_profile()
    {
        var customer = Customer();
        await customer.AddOrder("o1", Placed);

        Assert.Null(await customer.Get(Caller.Operator));
        Assert.Equal("o1", Assert.Single((await customer.ListOrders(null, 10, Caller.Operator))!.Items));
        Assert.Equal(1, (await customer.Put(new PutCustomer("a", "Ann", null, []), Caller.Operator)).Value!.OrderCount);
    }

    [Fact]
    public async Task A_new_profile_has_an_empty_list_and_an_unknown_customer_none()
    {
        var customer = Customer();
        Assert.Null(await customer.ListOrders(null, 10, Caller.Operator));

        await customer.Put(new PutCustomer("a", "Ann", null, []), Caller.Operator);

        Assert.Empty((await customer.ListOrders(null, 10, Caller.Operator))!.Items);
    }

    [Fact]
    public async Task A_profile_keeps_its_addresses()
    {
        var customer = Customer();
        await customer.Put(new PutCustomer("a", "Ann", "ann@shop.example", [ShopSteps.Home]), Caller.Operator);

        var profile = await customer.Get(Caller.Operator);

        Assert.Equal(ShopSteps.Home, Assert.Single(profile!.Addresses));
        Assert.Equal(1, profile.Version);
    }

    [Fact]
    public async Task Names_the_part_of_the_address_that_is_missing()
    {
        var command = new PutCustomer("a", "Ann", null, [ShopSteps.Home, ShopSteps.Home with { City = "" }]);
        Assert.Equal("addresses[1].city", (await Customer().Put(command, Caller.Operator)).Refusal?.Field);
    }

    [Fact]
    public async Task An_order_that_could_not_be_written_is_not_listed_until_it_is()
    {
        var customer = Customer();
        cluster.Storage.FailWrites("customer", customer.GetPrimaryKeyString());

        await Assert.ThrowsAnyAsync<Exception>(() => customer.AddOrder("o1", Placed));
        Assert.Null(await customer.ListOrders(null, 10, Caller.Operator));
        await customer.AddOrder("o1", Placed);
        Assert.Equal("o1", Assert.Single((await customer.ListOrders(null, 10, Caller.Operator))!.Items));
    }

    private ICustomerGrain Customer() => cluster.Grains.GetGrain<ICustomerGrain>(MarketplaceCluster.NewId("customer"));
}

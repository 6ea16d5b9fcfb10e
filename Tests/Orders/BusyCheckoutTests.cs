using Microsoft.Extensions.DependencyInjection;
using OrleansMicro.Orders;
using OrleansMicro.Tests.Common;

namespace OrleansMicro.Tests.Orders;

/// <summary>A checkout whose recovery shard has no room is refused as busy, and a refused order is never carried out.</summary>
[Collection(MarketplaceTests.Name)]
public sealed class BusyCheckoutTests : IAsyncLifetime
{
    private const string Other = "another-order";
    private readonly FullShards _cluster = new();
    private readonly string _customer = MarketplaceCluster.NewId("customer");
    private (string Seller, string Product) _product;

    private IGrainFactory Grains => _cluster.Grains;

    private string OrderId => Ids.OrderId(_customer, "key");

    private IOrderRecoveryGrain Shard => Grains.GetGrain<IOrderRecoveryGrain>(OrderRecovery.ShardFor(OrderId));

    public async Task InitializeAsync()
    {
        await _cluster.InitializeAsync();
        _product = await Grains.Stocked(5);
        await Grains.Put(_customer, _product);
        await Shard.Register(Other);
    }

    public Task DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task A_refused_order_is_not_carried_out_when_there_is_room()
    {
        Assert.Equal(RefusalCodes.Busy, (await Grains.Checkout(_customer)).Refusal?.Code);

        await MakeRoom();
        await CheckNeverPlaced();
    }

    [Fact]
    public async Task A_repeat_of_a_refused_checkout_tries_again()
    {
        Assert.Equal(RefusalCodes.Busy, (await Grains.Checkout(_customer)).Refusal?.Code);
        Assert.Equal(RefusalCodes.Busy, (await Grains.Checkout(_customer)).Refusal?.Code);
        await MakeRoom();

        var order = await _cluster.Bought(_customer);

        Assert.Equal((OrderStatus.Paid, 1L), (order.Status, order.Lines.Length));
        await Grains.CheckPromises(order);
        await _cluster.CheckStock(_product, 5, 1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_refusal_that_cannot_be_written_is_not_answered(bool lost)
    {
        _cluster.Storage.FailAfter("order", OrderId, 1, 1, lost);

        Assert.IsNotType<LimitExceededException>(await Assert.ThrowsAnyAsync<Exception>(() => Grains.Checkout(_customer)));
        Assert.Equal(RefusalCodes.Busy, (await Grains.Checkout(_customer)).Refusal?.Code);

        await MakeRoom();
        await CheckNeverPlaced();
    }

    [Fact]
    public async Task A_cart_whose_refusal_was_not_written_can_be_changed()
    {
        _cluster.Storage.FailAfter("order", OrderId, 1, 1, lost: false);
        await Assert.ThrowsAnyAsync<Exception>(() => Grains.Checkout(_customer));

        await MakeRoom();
        await CheckNeverPlaced();
    }

    /// <summary>A silo died between writing the order and learning that it is refused: the customer has no answer.</summary>
    [Fact]
    public async Task An_order_found_on_disk_is_not_refused_but_given_up()
    {
        var placed = OrderRules.Place(OrderId, World.Sample.Order(_customer, "tok_ok", false, Line), _cluster.Clock.GetUtcNow());
        await _cluster.Storage.WriteStateAsync(
            "order", GrainId.Create("order", OrderId), new GrainState<OrderState> { State = placed.Value! with { Version = 1 } });

        var repeat = Grains.Order(OrderId).Place(World.Sample.Order(_customer, "tok_ok", false, Line));
        await Assert.ThrowsAsync<TimeoutException>(() => _cluster.Activity.Await(repeat, "the repeat gets no answer"));

        _cluster.Clock.Advance(TimeSpan.FromMinutes(3));
        await _cluster.Activity.Until(() => Step == OrderStep.Rejected, "the order is given up although its shard is full");
        Assert.Equal(0, (await Grains.Books(OrderId)).Captures);
    }

    private OrderLine Line => World.Sample.Line(Ids.ProductKey(_product.Seller, _product.Product));

    private OrderStep Step => _cluster.Storage.Stored<OrderState>("order", OrderId)!.Step;

    private async Task MakeRoom()
    {
        await Shard.Unregister(Other);
        await _cluster.Activity.Until(async () => !await Shard.IsRegistered(Other), "the shard has room");
    }

    private async Task CheckNeverPlaced()
    {
        Assert.Null(await Grains.Order(OrderId).Get(Caller.Operator));
        Assert.Empty(await Grains.Order(OrderId).GetHistory(Caller.Operator));
        await Grains.Put(_customer, _product, 2);
        Assert.Equal(OrderStep.None, Step);
        for (var second = 0; second < 30; second++)
        {
            _cluster.Clock.Advance(TimeSpan.FromSeconds(1));
            await Shard.IsRegistered(OrderId);
        }

        Assert.Null(await Grains.Order(OrderId).Get(Caller.Operator));
        Assert.Equal(0, (await Grains.Books(OrderId)).Requests);
        await _cluster.CheckStock(_product, 5, 0);
    }

    /// <summary>A cluster whose recovery shards have room for one order each.</summary>
    private sealed class FullShards : MarketplaceCluster
    {
        protected override void ConfigureSilo(ISiloBuilder silo) =>
            silo.Services.Configure<OrderOptions>(static options => options.MaxInFlightPerShard = 1);
    }
}

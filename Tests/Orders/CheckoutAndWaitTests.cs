using Microsoft.Extensions.DependencyInjection;
using OrleansMicro.Carts;
using OrleansMicro.Orders;
using OrleansMicro.Payments;
using OrleansMicro.Tests.Common;

namespace OrleansMicro.Tests.Orders;

/// <summary>A checkout that waits for the end of its order in the same call.</summary>
[Collection(MarketplaceTests.Name)]
public sealed class CheckoutAndWaitTests : IAsyncLifetime
{
    private readonly Fixture _cluster = new();
    private readonly string _customer = MarketplaceCluster.NewId("customer");

    private IGrainFactory Grains => _cluster.Grains;

    private ICartGrain Cart => Grains.GetGrain<ICartGrain>(_customer);

    private string OrderId => Ids.OrderId(_customer, "key");

    public async Task InitializeAsync()
    {
        await _cluster.InitializeAsync();
        await Grains.Put(_customer, await Grains.Stocked(5));
    }

    public Task DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Gives_the_order_at_its_end()
    {
        var bought = (await Buy()).Value!;
        var again = (await Buy()).Value!;

        Assert.Equal((OrderStatus.Paid, false, false), (bought.Order.Status, bought.Order.InFlight, bought.Replayed));
        Assert.Equal((bought.Order.Version, true), (again.Order.Version, again.Replayed));
        await Grains.CheckPromises(bought.Order);
    }

    [Fact]
    public async Task Refuses_what_a_checkout_refuses()
    {
        Assert.True((await Cart.Clear(new ClearCart("clear"), Caller.Operator)).Accepted);

        Assert.Equal(RefusalCodes.CartEmpty, (await Buy()).Refusal?.Code);
    }

    [Fact]
    public async Task The_cart_is_not_blocked_while_its_order_is_in_flight()
    {
        var gate = _cluster.Gates.Close(OrderId, ProviderAction.Authorise, after: false);
        var buying = Buy();
        await gate.Reached;

        Assert.Equal(OrderId, (await Cart.Get(Caller.Operator)).CheckoutOrderId);
        Assert.Equal(RefusalCodes.CheckoutInProgress, (await Cart.Clear(new ClearCart("clear"), Caller.Operator)).Refusal?.Code);
        Assert.False(buying.IsCompleted);

        gate.Open();
        Assert.Equal(OrderStatus.Paid, (await buying.WaitAsync(TimeSpan.FromSeconds(30))).Value?.Order.Status);
    }

    [Fact]
    public async Task Gives_an_order_in_flight_after_the_longest_wait()
    {
        var gate = _cluster.Gates.Close(OrderId, ProviderAction.Authorise, after: false);
        var started = _cluster.Clock.GetUtcNow();

        var placed = await _cluster.Activity.Await(Buy(TimeSpan.FromSeconds(20)), "the wait is over");

        Assert.Equal((OrderStatus.Placed, true), (placed.Value?.Order.Status, placed.Value?.Order.InFlight));
        Assert.InRange(_cluster.Clock.GetUtcNow() - started, Limits.MaxCallWait, Limits.MaxCallWait * 2);
        gate.Open();
        await Grains.CheckPromises(await _cluster.Ended(OrderId));
    }

    /// <summary>An activation that ends never begins what is queued, and does not end before its calls.</summary>
    [Fact]
    public async Task A_checkout_does_not_wait_for_its_turn_forever()
    {
        Task<Result<CheckoutResult>> buying;
        Task<Result<CartChange>> clearing;
        using (_cluster.Storage.HoldWrites("cart", _customer))
        {
            clearing = Cart.Clear(new ClearCart("clear"), Caller.Operator);
            await _cluster.Activity.Until(() => _cluster.Storage.IsHeld("cart", _customer), "the cart is being written");
            buying = Buy();
            await Assert.ThrowsAsync<TimeoutException>(() => _cluster.Activity.Await(buying, "the checkout gives up its turn"));
        }

        Assert.True((await clearing).Accepted);
        Assert.Equal(RefusalCodes.CartEmpty, (await Buy()).Refusal?.Code);
    }

    [Fact]
    public async Task A_wait_that_fails_does_not_fail_the_checkout()
    {
        _cluster.FailingWait = OrderId;
        var placed = (await Buy()).Value!.Order;
        _cluster.FailingWait = null;

        Assert.Equal((OrderId, OrderStatus.Placed, true), (placed.OrderId, placed.Status, placed.InFlight));
        await Grains.CheckPromises(await _cluster.Ended(OrderId));
    }

    /// <summary>An activation that ends waits for its calls, and the order waits for the cart.</summary>
    [Fact]
    public async Task The_wait_ends_when_another_activation_has_the_cart()
    {
        var gate = _cluster.Gates.Close(OrderId, ProviderAction.Authorise, after: false);
        var buying = Buy();
        await gate.Reached;
        var row = new GrainState<CartState>();
        await _cluster.Storage.ReadStateAsync("cart", GrainId.Create("cart", _customer), row);
        await _cluster.Storage.WriteStateAsync("cart", GrainId.Create("cart", _customer), row);

        _cluster.Clock.Advance(Fixture.MaxReadAge * 2);
        await Cart.Get(Caller.Operator);

        Assert.True((await buying.WaitAsync(TimeSpan.FromSeconds(30))).Value?.Order.InFlight);
        gate.Open();
        await Grains.CheckPromises(await _cluster.Ended(OrderId));
    }

    private Task<Result<CheckoutResult>> Buy(TimeSpan? timeout = null) => Cart.CheckoutAndWait(
        new CheckoutCart(OrderId, new OrderTerms("f", "tok_ok", ShopSteps.Home)), timeout ?? Limits.MaxCallWait, Caller.Operator);

    /// <summary>A cluster in which the wait for an order can fail, and whose activations look at their rows.</summary>
    private sealed class Fixture : CheckoutCluster
    {
        public static readonly TimeSpan MaxReadAge = TimeSpan.FromMilliseconds(100);

        public string? FailingWait { get; set; }

        protected override void ConfigureSilo(ISiloBuilder silo)
        {
            base.ConfigureSilo(silo);
            silo.Services.Configure<StateOptions>(static options => options.MaxReadAge = MaxReadAge);
            silo.AddIncomingGrainCallFilter(context =>
                context.MethodName == nameof(IOrderGrain.WaitForEnd) && context.TargetId.Key.ToString() == FailingWait
                    ? throw new TimeoutException("Planted.")
                    : context.Invoke());
        }
    }
}

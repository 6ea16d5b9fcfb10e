using OrleansMicro.Orders;
using OrleansMicro.Tests.Orders.World;

namespace OrleansMicro.Tests.Orders;

/// <summary>The whole saga under random faults, without a host. A failure names its seed, which replays it.</summary>
public sealed class CheckoutFaultTests
{
    private const int SeedsPerTest = 250;

    private static readonly string[] Products = ["s1/p1", "s1/p2", "s2/p1"];
    private static readonly string[] Methods = ["tok_ok", "tok_ok", "tok_ok", "tok_decline"];

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1_000, 3)]
    [InlineData(2_000, 10)]
    [InlineData(3_000, 30)]
    public async Task Every_order_ends_and_keeps_the_promises_whatever_gets_lost(int firstSeed, int faultPercent)
    {
        for (var seed = firstSeed; seed < firstSeed + SeedsPerTest; seed++)
        {
            try
            {
                await Run(seed, faultPercent);
            }
            catch (Exception exception)
            {
                Assert.Fail($"Seed {seed}, {faultPercent} % faults: {exception}");
            }
        }
    }

    [Theory]
    [InlineData(10_000, 0)]
    [InlineData(11_000, 10)]
    public async Task Two_activations_of_one_order_take_its_money_once(int firstSeed, int faultPercent)
    {
        for (var seed = firstSeed; seed < firstSeed + SeedsPerTest; seed++)
        {
            try
            {
                await RunTwice(seed, faultPercent);
            }
            catch (Exception exception)
            {
                Assert.Fail($"Seed {seed}, {faultPercent} % faults: {exception}");
            }
        }
    }

    private static async Task Run(int seed, int faultPercent)
    {
        var world = new CheckoutWorld(seed, faultPercent);
        foreach (var key in Products)
            world.Stock(key).Put(4);
        var orders = Enumerable.Range(0, 6).Select(i => $"o{i}").ToArray();
        foreach (var id in orders)
            await world.Place(id, RandomOrder(world.Chaos, $"c{world.Chaos.Pick(3)}"));

        for (var i = 0; i < 200; i++)
            await Disturb(world, orders[world.Chaos.Pick(orders.Length)]);

        world.Chaos.Calm();
        world.Restart();
        for (var round = 0; round < 12; round++)
        {
            foreach (var id in orders)
                await world.Step(id);
        }

        Assert.All(orders, id => Assert.False(CheckoutStateMachine.InFlight(world.Order(id).Step), $"{id} is still {world.Order(id).Step}"));
        foreach (var id in orders)
        {
            world.Forget(id);
            await world.NotifyLedgers(id);
        }

        Promises.Check(world, orders, Products);
    }

    private static async Task Disturb(CheckoutWorld world, string id)
    {
        switch (world.Chaos.Pick(20))
        {
            case 0:
                world.Clock.Advance(TimeSpan.FromSeconds(world.Chaos.Pick(60)));
                break;
            case 1 when world.Chaos.Pick(5) == 0:
                world.Clock.Advance(CheckoutWorld.Options.ReservationLifetime);
                break;
            case 2:
                world.End(id, "");
                break;
            case 3:
                await world.Cancel(id);
                break;
            case 4:
                await world.Ship(id, "s1");
                break;
            case 6:
                world.Stock(Products[world.Chaos.Pick(Products.Length)]).Lose();
                break;
            case 5 when !CheckoutStateMachine.InFlight(world.Order(id).Step):
                TryForget(world, id);
                break;
            default:
                await world.Step(id);
                break;
        }
    }

    private static void TryForget(CheckoutWorld world, string id, string activation = "")
    {
        try
        {
            world.Forget(id, activation);
        }
        catch (Exception exception) when (CheckoutWorld.IsFault(exception))
        {
            // One-way: nobody hears of it.
            Assert.NotNull(exception);
        }

        if (world.Chaos.Dead)
            world.Restart();
    }

    private static async Task RunTwice(int seed, int faultPercent)
    {
        var world = new CheckoutWorld(seed, faultPercent);
        foreach (var key in Products)
            world.Stock(key).Put(3);
        await world.Place("o1", RandomOrder(world.Chaos, "c1"));
        for (var i = 0; i < 60; i++)
        {
            if (world.Chaos.Pick(10) == 0)
                world.Clock.Advance(CheckoutWorld.Options.CheckoutTimeout / 4);
            var activation = world.Chaos.Pick(2) == 0 ? "" : "-zombie";
            var runner = world.Runner("o1", activation);
            try
            {
                if (CheckoutStateMachine.InFlight(runner.Order.Step))
                {
                    await runner.Advance();
                    if (!CheckoutStateMachine.InFlight(runner.Order.Step))
                        TryForget(world, "o1", activation);
                }
            }
            catch (Orleans.Storage.InconsistentStateException)
            {
                world.End("o1", activation);
            }
            catch (Exception exception) when (CheckoutWorld.IsFault(exception))
            {
                // What the activation believed is gone; it goes on from what is on disk.
                Assert.True(runner.IsRetry);
            }

            if (world.Chaos.Dead)
                world.Restart();
        }

        world.Chaos.Calm();
        world.Restart();
        for (var i = 0; i < 12; i++)
            await world.Step("o1");
        Assert.False(CheckoutStateMachine.InFlight(world.Order("o1").Step));
        // Not that every request to the provider had its intent on disk: an activation that was superseded may still ask, and the
        // provider's keys answer it.
        Promises.CheckMoney(world, "o1");
        Promises.CheckOrder(world, "o1");
        foreach (var key in Products)
            Promises.CheckStock(world, key, ["o1"]);
    }

    private static PlaceOrder RandomOrder(Chaos chaos, string customer)
    {
        var lines = Products.Where(_ => chaos.Pick(2) == 0).Select(key => Sample.Line(key, 1 + chaos.Pick(2), 100 + chaos.Pick(900))).ToArray();
        return Sample.Order(
            customer,
            Methods[chaos.Pick(Methods.Length)],
            chaos.Pick(2) == 0,
            lines.Length > 0 ? lines : [Sample.Line(Products[0])]);
    }
}

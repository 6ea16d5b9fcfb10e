using Orleans.Storage;
using OrleansMicro.Orders;
using OrleansMicro.Tests.Orders.World;

namespace OrleansMicro.Tests.Orders;

/// <summary>
/// What seeds of the simulation found before orders had fencing tokens, step by step: an activation on a silo that was declared dead goes
/// on after its successor ended the order. The numbers are those of the study in docs/simulation.md. See
/// docs/decisions/0018-fence-orders-with-tokens-and-limit-the-age-of-reads.md.
/// </summary>
public sealed class TracedScenarioTests
{
    private const string Id = "o1";
    private const string Product = "s1/p1";
    private const string Zombie = "";
    private const string Successor = "successor";
    private readonly CheckoutWorld _world = new(1, faultPercent: 0);

    /// <summary>Seeds 246 and 254: the units of one order were sold twice.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_late_checkout_does_not_sell_again(int stepsBeforeTheCut)
    {
        await Place(quantity: 3);
        await Advance(Zombie, stepsBeforeTheCut);
        await DriveToEnd(Successor);

        await GoOnUntilSuperseded(Zombie);

        Assert.Equal(OrderStep.Paid, _world.Order(Id).Step);
        Assert.Equal((3, 0, 7), Units());
    }

    /// <summary>The same, where the successor rejected the order instead.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_late_checkout_does_not_sell_what_was_rejected(int stepsBeforeTheCut)
    {
        await Place(quantity: 3);
        await Advance(Zombie, stepsBeforeTheCut);
        _world.Clock.Advance(CheckoutWorld.Options.CheckoutTimeout * 2);
        var successor = _world.Runner(Id, Successor);
        await successor.TakeOver();
        await successor.Apply(new CheckoutEvent.Unresolved(RefusalCodes.Busy, "Nobody answered."));
        await DriveToEnd(Successor);

        await GoOnUntilSuperseded(Zombie);

        Assert.Equal(OrderStep.Rejected, _world.Order(Id).Step);
        Assert.Equal((0, 0, 10), Units());
    }

    /// <summary>Seed 204: the units of a cancelled order were given back twice.</summary>
    [Fact]
    public async Task A_late_cancellation_does_not_give_back_again()
    {
        await Place(quantity: 3);
        await DriveToEnd(Zombie);
        var zombie = _world.Runner(Id, Zombie);
        await zombie.Apply(new CheckoutEvent.CancelAsked("c1", null));
        await Advance(Zombie, steps: 1);
        Assert.Equal(OrderStep.Refunding, zombie.Order.Step);
        await DriveToEnd(Successor);
        Assert.Equal((0, 0, 10), Units());

        await GoOnUntilSuperseded(Zombie);

        Assert.Equal(OrderStep.Cancelled, _world.Order(Id).Step);
        Assert.Equal((0, 0, 10), Units());
        Promises.CheckMoney(_world, Id);
    }

    /// <summary>A live order that was placed before a contested one writes itself again and goes on.</summary>
    [Fact]
    public async Task A_live_order_passes_the_fence_with_one_more_write()
    {
        await Place(quantity: 3);
        await _world.Place("older", Sample.Order("c2", "tok_ok", false, Sample.Line(Product)));
        _world.Clock.Advance(TimeSpan.FromSeconds(1));
        await DriveToEnd(Successor);

        var older = _world.Runner("older");
        while (CheckoutStateMachine.InFlight(older.Order.Step))
            await older.Advance();

        Assert.Equal(OrderStep.Paid, _world.Order("older").Step);
        Assert.Equal(4, _world.Disk.Writes["order/older"]);
        Assert.Equal((4, 0, 6), Units());
    }

    /// <summary>The price of all this for an order that nobody disturbs: none.</summary>
    [Fact]
    public async Task An_undisturbed_order_is_written_three_times()
    {
        await Place(quantity: 3);
        await DriveToEnd(Zombie);

        Assert.Equal(3, _world.Disk.Writes[$"order/{Id}"]);
        Assert.Equal(0, _world.Stock(Product).State.SettledUntil);
        Assert.Empty(_world.Stock(Product).State.Reservations);
    }

    private async Task Place(int quantity)
    {
        _world.Stock(Product).Put(10);
        await _world.Place(Id, Sample.Order("c1", "tok_ok", false, Sample.Line(Product, quantity)));
    }

    private async Task Advance(string activation, int steps)
    {
        for (var i = 0; i < steps; i++)
            await _world.Runner(Id, activation).Advance();
    }

    private async Task DriveToEnd(string activation)
    {
        var runner = _world.Runner(Id, activation);
        while (CheckoutStateMachine.InFlight(runner.Order.Step))
            await runner.Advance();
        _world.Forget(Id, activation);
    }

    /// <summary>The activation goes on where it was, until it finds out that it is not the one that drives the order.</summary>
    private async Task GoOnUntilSuperseded(string activation)
    {
        var runner = _world.Runner(Id, activation);
        Assert.True(CheckoutStateMachine.InFlight(runner.Order.Step));
        await Assert.ThrowsAsync<InconsistentStateException>(async () =>
        {
            for (var i = 0; i < 10 && CheckoutStateMachine.InFlight(runner.Order.Step); i++)
                await runner.Advance();
        });
    }

    private (long Sold, int Reserved, int OnHand) Units()
    {
        var level = _world.Stock(Product).Level;
        return (level.Sold, level.Reserved, level.OnHand);
    }
}

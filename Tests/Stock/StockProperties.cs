using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using OrleansMicro.Stock;

namespace OrleansMicro.Tests.Stock;

/// <summary>
/// Promises 1 and 2 over random sequences of commands on one product: few orders, so that repeats, late messages and every order of
/// commands occur, and a clock that moves, so that reservations expire in between.
/// </summary>
public sealed class StockProperties
{
    private static readonly TimeSpan Hold = TimeSpan.FromMilliseconds(50);

    [Fact]
    public void Every_sequence_of_commands_keeps_the_books() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3_000).WithEndSize(120), Prop.ForAll(Steps(), steps =>
        {
            var (state, model) = (new StockState(), new Model());
            foreach (var step in steps)
            {
                var next = Apply(state, step, model);
                CheckBooks(next, model);
                Assert.True(next.Version >= state.Version, $"The version went back after {step}");
                Assert.True(next.Version > state.Version || Units(next) == Units(state), $"Other units have the same version after {step}");
                state = next;
            }
        }));

    [Fact]
    public void Repeating_a_command_at_once_changes_nothing() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2_000).WithEndSize(80), Prop.ForAll(Steps(), steps =>
        {
            var state = new StockState();
            foreach (var step in steps)
            {
                var once = Apply(state, step, new Model());
                var twice = Apply(once, step, new Model());
                Assert.True(ReferenceEquals(once, twice), $"{step} changed something when it was repeated");
                state = once;
            }
        }));

    [Fact]
    public void Quantities_that_orders_confirmed_are_sold() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2_000).WithEndSize(120), Prop.ForAll(Steps(), steps =>
        {
            var (state, model) = (new StockState(), new Model());
            foreach (var step in steps)
                state = Apply(state, step, model);

            // The quantities that orders confirmed, less those they returned, is what was sold.
            Assert.Equal(model.Bought.Values.Sum(), state.Sold);
        }));

    private static (int OnHand, long Received, long WrittenOff, long Sold) Units(StockState state) =>
        (state.OnHand, state.Received, state.WrittenOff, state.Sold);

    private static void CheckBooks(StockState state, Model model)
    {
        Assert.True(state.OnHand >= 0 && state.Reserved >= 0 && state.OnHand >= state.Reserved, $"{state}");
        Assert.True(state.Reservations.Where(hold => hold.Confirmed).Sum(hold => hold.Quantity) <= state.Sold, "An order bought more than was sold");
        Assert.Equal(state.Received, state.OnHand + state.Sold + state.WrittenOff);
        Assert.Equal((model.Received, model.WrittenOff), (state.Received, state.WrittenOff));
        Assert.Equal(state.Reservations.Where(hold => !hold.Confirmed).Sum(hold => hold.Quantity), state.Reserved);
        Assert.All(
            state.Reservations.Where(hold => !hold.Confirmed),
            hold => Assert.True(hold.ExpiresAt >= state.Reservations.NextExpiry && state.Reservations.NextExpiry > 0));
        Assert.Equal(state.Reservations.Count, state.Reservations.Select(hold => hold.OrderId).Distinct().Count());
    }

    private static StockState Apply(StockState state, Step step, Model model)
    {
        var order = $"o{step.Order}";
        var at = new StockContext("s", "p", step.Now);
        switch (step.Kind)
        {
            case Kind.Restock or Kind.WriteOff:
                var delta = step.Kind == Kind.Restock ? step.Quantity : -step.Quantity;
                var (adjusted, _) = StockTaking.Adjust(state, new AdjustStock($"a{step.Operation}", delta), at);
                model.Moved(state, adjusted);
                return adjusted;
            case Kind.Count:
                var (counted, _) = StockTaking.Count(state, new CountStock($"c{step.Operation}", step.Quantity), at);
                model.Moved(state, counted);
                return counted;
            case Kind.Reserve:
                return StockRules.Reserve(state, new ReserveStock(order, 1 + (step.Order % 3), Hold), at).State;
            case Kind.Confirm:
                var (confirmed, result) = StockRules.Confirm(state, new OrderToken(order, 0), at);
                if (result.Accepted && model.Confirmed.Add(order))
                    model.Bought[order] = model.Bought.GetValueOrDefault(order) + result.Value.Quantity;
                return confirmed;
            case Kind.Release:
                if (model.Confirmed.Remove(order))
                    model.Bought[order] -= 1 + (step.Order % 3);
                return StockRules.Release(state, new EndOrder(order, 0, false), at);
            case Kind.Crash:
                return Reload(StockRules.WithoutUnconfirmed(state), state);
            case Kind.Return:
                return Return(state, order, step, at, model);
            default:
                model.Confirmed.Remove(order);
                return StockRules.Forget(state, new EndOrder(order, 0, false));
        }
    }

    private static StockState Return(StockState state, string order, Step step, StockContext at, Model model)
    {
        var (returned, result) = StockRules.Return(state, new ReturnStock($"{order}-return", order, 1 + (step.Order % 3)), at);
        if (result.Accepted && returned.Sold < state.Sold)
        {
            model.Bought[order] = model.Bought.GetValueOrDefault(order) - (1 + (step.Order % 3));
            model.Confirmed.Remove(order);
        }

        return returned;
    }

    /// <summary>The state that a new activation reads. It has lost unconfirmed reservations and nothing else.</summary>
    private static StockState Reload(StockState written, StockState before)
    {
        var read = JsonSerializer.Deserialize<StockState>(JsonSerializer.Serialize(written, StateJson.Options), StateJson.Options)!;
        Assert.Equal((Units(before), before.Version, 0), (Units(read), read.Version, read.Reserved));
        Assert.Equal(before.Reservations.Where(hold => hold.Confirmed), read.Reservations);
        return ReferenceEquals(written, before) ? before : read;
    }

    private static Arbitrary<Step[]> Steps()
    {
        var step =
            from kind in Gen.Elements(Enum.GetValues<Kind>())
            from order in Gen.Choose(0, 5)
            from quantity in Gen.Choose(1, 12)
            from pause in Gen.Frequency((4, Gen.Constant(0)), (2, Gen.Choose(1, 30)), (1, Gen.Choose(31, 120)))
            select new Step(kind, order, quantity, pause, 0);
        var steps =
            from list in step.ArrayOf()
            select Timed(list);
        return steps.ToArbitrary();
    }

    /// <summary>Pauses become times, and every restock an operation of its own.</summary>
    private static Step[] Timed(Step[] steps)
    {
        var now = 1_000L;
        return [.. steps.Select((step, index) => step with { Now = now += step.Now, Operation = index })];
    }

    private enum Kind
    {
        Restock,
        WriteOff,
        Count,
        Reserve,
        Confirm,
        Release,
        Return,
        Crash,
        Forget,
    }

    private sealed record Step(Kind Kind, int Order, int Quantity, long Now, int Operation);

    /// <summary>What a book-keeper outside the stock would know.</summary>
    private sealed class Model
    {
        public long Received { get; private set; }

        public long WrittenOff { get; private set; }

        public HashSet<string> Confirmed { get; } = [];

        public Dictionary<string, long> Bought { get; } = [];

        public void Moved(StockState before, StockState after)
        {
            var delta = after.OnHand - before.OnHand;
            Received += Math.Max(delta, 0);
            WrittenOff += Math.Max(-delta, 0);
        }
    }
}

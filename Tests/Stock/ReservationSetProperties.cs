using FsCheck;
using FsCheck.Fluent;
using OrleansMicro.Stock;

namespace OrleansMicro.Tests.Stock;

/// <summary>A set of reservations against a dictionary that is searched from end to end.</summary>
public sealed class ReservationSetProperties
{
    [Fact]
    public void It_holds_what_a_dictionary_would_hold() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2_000).WithEndSize(60), Prop.ForAll(Steps(), steps =>
        {
            var (set, model) = (ReservationSet.Empty, new Dictionary<string, StockReservation>());
            foreach (var step in steps)
            {
                set = Apply(set, step, model);
                AssertSame(model, set);
            }
        }));

    [Fact]
    public void An_earlier_set_does_not_change()
    {
        ReservationSet before = [new("a", 1, 10), new("b", 2, 0)];
        _ = before.With(new("a", 1, 0)).Without("b").With(new("c", 3, 5));

        Assert.Equal([new("b", 2, 0), new("a", 1, 10)], before);
        Assert.Equal((10L, 2L), (before.NextExpiry, before.ConfirmedUnits));
    }

    private static ReservationSet Apply(ReservationSet set, Step step, Dictionary<string, StockReservation> model)
    {
        switch (step.Kind)
        {
            case 0:
                model.Remove(step.Order);
                return set.Without(step.Order);
            case 1:
                var expired = model.Values.Where(held => !held.Confirmed && held.ExpiresAt <= step.Time).ToList();
                expired.ForEach(held => model.Remove(held.OrderId));
                var (others, units) = set.WithoutExpired(step.Time);
                Assert.Equal(expired.Sum(held => held.Quantity), units);
                Assert.Equal(expired.Count == 0, ReferenceEquals(others, set));
                return others;
            default:
                var added = new StockReservation(step.Order, step.Quantity, step.Kind == 2 ? 0 : step.Time, step.Time);
                model[step.Order] = added;
                return set.With(added);
        }
    }

    private static void AssertSame(Dictionary<string, StockReservation> model, ReservationSet set)
    {
        var confirmed = model.Values.Where(one => one.Confirmed).ToList();
        Assert.Equal(model.Values.OrderBy(one => one.OrderId), set.OrderBy(one => one.OrderId));
        Assert.Equal((model.Count, confirmed.Sum(one => (long)one.Quantity)), (set.Count, set.ConfirmedUnits));
        Assert.Equal(model.Values.Except(confirmed).Select(one => one.ExpiresAt).DefaultIfEmpty(0).Min(), set.NextExpiry);
        Assert.Equal(confirmed.OrderBy(one => one.OrderId, StringComparer.Ordinal), set.Confirmed);
        Assert.All(model.Keys, order => Assert.Equal(model[order], set.Find(order)));
        Assert.Null(set.Find("nobody"));
    }

    private static Arbitrary<Step[]> Steps() => (
        from kind in Gen.Choose(0, 4)
        from order in Gen.Choose(0, 7)
        from quantity in Gen.Choose(1, 5)
        from time in Gen.Choose(1, 6)
        select new Step(kind, $"o{order}", quantity, time)).ArrayOf().ToArbitrary();

    private sealed record Step(int Kind, string Order, int Quantity, long Time);
}

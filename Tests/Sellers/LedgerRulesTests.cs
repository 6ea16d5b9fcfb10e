using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using OrleansMicro.Sellers;

namespace OrleansMicro.Tests.Sellers;

/// <summary>Promise 8 for the rules alone: whatever is entered, repeated, moved on and spilled, the totals are those of a recount.</summary>
public sealed class LedgerRulesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_repeated_entry_keeps_its_slot()
    {
        var (state, slot) = LedgerRules.Enter(new PagedLog<LedgerEntry>(), Entry(1));
        var (again, sameSlot) = LedgerRules.Enter(LedgerRules.Enter(state, Entry(2)).Log, Entry(1));

        Assert.Equal((0, 0), (slot, sameSlot));
        Assert.Equal(2, again.Count);
    }

    [Fact]
    public void An_order_that_is_not_younger_than_the_pages_may_be_there()
    {
        var state = new PagedLog<LedgerEntry>();
        for (var i = 0; i < 2 * LedgerRules.PageSize; i++)
            state = LedgerRules.Enter(state, Entry(i) with { PlacedAt = Noon.AddMinutes(i) }).Log;
        Assert.False(state.MayBePaged(Noon));

        state = Archived(state, 0, state.PageToArchive(LedgerRules.PageSize));

        var newest = Noon.AddMinutes(LedgerRules.PageSize - 1);
        Assert.True(state.MayBePaged(newest));
        Assert.False(state.MayBePaged(newest.AddTicks(1)));
        Assert.True((state with { PagedUntil = null }).MayBePaged(newest.AddDays(1)));
    }

    [Fact]
    public void A_late_repeat_of_an_earlier_update_changes_nothing()
    {
        var state = LedgerRules.Enter(new PagedLog<LedgerEntry>(), Entry(1)).Log;
        state = LedgerRules.Update(state, 0, "o1", LedgerStatus.Delivered).Log;

        Assert.Same(state, LedgerRules.Update(state, 0, "o1", LedgerStatus.Shipped).Log);
    }

    [Fact]
    public void A_slot_of_another_order_is_an_error()
    {
        var state = LedgerRules.Enter(new PagedLog<LedgerEntry>(), Entry(1)).Log;
        Assert.Throws<ArgumentException>(() => LedgerRules.Update(state, 0, "o2", LedgerStatus.Shipped));
        Assert.Throws<ArgumentOutOfRangeException>(() => LedgerRules.Update(state, 1, "o1", LedgerStatus.Shipped));
    }

    [Fact]
    public void A_page_is_kept_when_an_entry_changed_meanwhile()
    {
        var state = Filled(2 * LedgerRules.PageSize);
        var page = state.PageToArchive(LedgerRules.PageSize);
        var moved = LedgerRules.Update(state, 3, "o3", LedgerStatus.Shipped).Log;

        Assert.Same(moved, Archived(moved, 0, page));
        Assert.Equal(LedgerRules.PageSize, Archived(moved, 0, moved.PageToArchive(LedgerRules.PageSize)).Start);
    }

    [Fact]
    public void A_late_writer_of_a_page_takes_no_entry_back()
    {
        var entries = Filled(2 * LedgerRules.PageSize).PageToArchive(LedgerRules.PageSize);
        var page = LedgerRules.Write(new LedgerPageState(), LedgerRules.Update(entries, 5, "o5", LedgerStatus.Cancelled), null);

        Assert.Same(page, LedgerRules.Write(page, entries, null));
    }

    [Fact]
    public void Totals_equal_a_recount_after_any_sequence() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(400), Prop.ForAll(Steps(), steps =>
        {
            var state = new PagedLog<LedgerEntry>();
            var pages = new List<LedgerPageState>();
            var model = new Dictionary<string, LedgerEntry>();
            var slots = new Dictionary<string, long>();
            foreach (var (order, status) in steps)
            {
                state = Enter(state, order, model, slots);
                state = Move(state, pages, $"o{order}", status, model, slots);
                state = ArchivePage(state, pages);
            }

            var all = pages.SelectMany(page => page.Entries).Concat(state.Tail).ToImmutableArray();
            var totals = new LedgerTotals();
            totals.Add(state.Tail);
            foreach (var page in pages)
                totals.Add(page.Entries);

            Assert.Equal(model.Values.OrderBy(entry => slots[entry.OrderId]), all.AsEnumerable());
            Assert.Equal(LedgerTotals.From([.. model.Values]).AsEnumerable(), totals.ToImmutable().AsEnumerable());
            Assert.Equal(model.Count, state.Count);
            Assert.All(slots, slot => Assert.Equal(slot.Key, all[(int)slot.Value].OrderId));
        }));

    private static PagedLog<LedgerEntry> Enter(
        PagedLog<LedgerEntry> state, int order, Dictionary<string, LedgerEntry> model, Dictionary<string, long> slots)
    {
        var entry = Entry(order);

        // As the grain does: what is in a page is not entered again.
        if (slots.TryGetValue(entry.OrderId, out var known) && known < state.Start)
            return state;
        (state, var slot) = LedgerRules.Enter(state, entry);
        Assert.Equal(slot, slots.GetValueOrDefault(entry.OrderId, slot));
        slots[entry.OrderId] = slot;
        model.TryAdd(entry.OrderId, entry);
        return state;
    }

    private static PagedLog<LedgerEntry> Move(
        PagedLog<LedgerEntry> state,
        List<LedgerPageState> pages,
        string order,
        LedgerStatus status,
        Dictionary<string, LedgerEntry> model,
        Dictionary<string, long> slots)
    {
        if (status > model[order].Status)
            model[order] = model[order] with { Status = status };
        var slot = slots[order];
        (state, var isHere) = LedgerRules.Update(state, slot, order, status);
        if (!isHere)
        {
            var page = (int)(slot / LedgerRules.PageSize);
            var index = (int)(slot % LedgerRules.PageSize);
            pages[page] = new LedgerPageState { Entries = LedgerRules.Update(pages[page].Entries, index, order, status) };
        }

        return state;
    }

    private static PagedLog<LedgerEntry> ArchivePage(PagedLog<LedgerEntry> state, List<LedgerPageState> pages)
    {
        if (state.PageToArchive(LedgerRules.PageSize) is { IsDefault: false } page)
        {
            pages.Add(LedgerRules.Write(new LedgerPageState(), page, null));
            return Archived(state, state.Start / LedgerRules.PageSize, page);
        }

        return state;
    }

    private static Arbitrary<(int Order, LedgerStatus Status)[]> Steps()
    {
        var step =
            from order in Gen.Choose(0, 300)
            from status in Gen.Elements(Enum.GetValues<LedgerStatus>())
            select (order, status);
        return step.ArrayOf().ToArbitrary();
    }

    private static PagedLog<LedgerEntry> Archived(PagedLog<LedgerEntry> log, long page, ImmutableArray<LedgerEntry> entries) =>
        log.WithoutPage(page, entries, LedgerRules.Newest(entries));

    private static PagedLog<LedgerEntry> Filled(int entries)
    {
        var state = new PagedLog<LedgerEntry>();
        for (var i = 0; i < entries; i++)
            state = LedgerRules.Enter(state, Entry(i)).Log;
        return state;
    }

    private static LedgerEntry Entry(int order) => new(
        $"o{order}", LedgerStatus.Paid, 1 + (order % 7), new Money(100 + order, order % 3 == 0 ? "EUR" : "GBP"), Noon);
}

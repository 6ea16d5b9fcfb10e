using System.Collections.Immutable;
using OrleansMicro.Sellers;

namespace OrleansMicro.Tests.Sellers;

/// <summary>The sums of archived pages equal a recount, whatever comes between the writes of the ledger and of its pages.</summary>
public sealed class PageSumRulesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly List<ImmutableArray<LedgerEntry>> _pages = [];
    private LedgerState _ledger = new();

    [Fact]
    public void Archived_entries_are_summed()
    {
        Fill(5 * LedgerRules.PageSize);

        Assert.Equal(_ledger.Pages, _ledger.SummedPages);
        AssertRecount();
    }

    [Fact]
    public void A_change_counts_before_it_is_in_its_page()
    {
        Fill(3 * LedgerRules.PageSize);

        Change(1, LedgerStatus.Shipped);
        AssertRecount();
        Change(1, LedgerStatus.Delivered);
        AssertRecount();
        Assert.Equal(LedgerStatus.Delivered, Assert.Single(_ledger.Changes).Status);
    }

    [Fact]
    public void A_written_change_counts_once()
    {
        Fill(3 * LedgerRules.PageSize);
        Change(1, LedgerStatus.Shipped);

        WriteChanges();

        Assert.Empty(_ledger.Changes);
        Assert.Equal(1, _ledger.PagedChanges);
        AssertRecount();
        Assert.Same(_ledger, PageSumRules.Change(_ledger, 1, _pages[0][1], LedgerStatus.Shipped));
    }

    [Fact]
    public void A_later_change_of_the_entry_stays_when_the_first_is_written()
    {
        Fill(3 * LedgerRules.PageSize);
        Change(1, LedgerStatus.Shipped);
        var first = _ledger.Changes[0];
        Change(1, LedgerStatus.Delivered);

        Assert.Same(_ledger, PageSumRules.Written(_ledger, first));
    }

    [Fact]
    public void Pages_of_an_earlier_version_are_summed_with_their_changes()
    {
        Fill(6 * LedgerRules.PageSize);
        _ledger = new LedgerState { Log = _ledger.Log };
        Change(1, LedgerStatus.Shipped);
        Change(40, LedgerStatus.Cancelled);

        _ledger = PageSumRules.Sum(_ledger, [.. _pages[0], .. _pages[1]]);
        Change(2, LedgerStatus.Delivered);
        WriteChanges();
        for (var page = 2; page < _pages.Count; page++)
            _ledger = PageSumRules.Sum(_ledger, _pages[page]);

        Assert.Equal(_ledger.Pages, _ledger.SummedPages);
        AssertRecount();
    }

    [Fact]
    public void Too_many_changes_wait()
    {
        Fill(8 * LedgerRules.PageSize);
        for (var slot = 0; slot < PageSumRules.MaxChanges; slot++)
            Change(slot, LedgerStatus.Shipped);

        Assert.Throws<LimitExceededException>(() => Change(PageSumRules.MaxChanges, LedgerStatus.Shipped));
        Change(3, LedgerStatus.Delivered);
        AssertRecount();
    }

    private void Fill(int entries)
    {
        for (var i = 0; i < entries; i++)
        {
            var entry = new LedgerEntry($"o{i}", LedgerStatus.Paid, 1 + (i % 7), new Money(100 + i, i % 3 == 0 ? "EUR" : "GBP"), Noon);
            _ledger = PageSumRules.With(_ledger, LedgerRules.Enter(_ledger.Log, entry).Log);
            if (_ledger.Log.PageToArchive(LedgerRules.PageSize) is { IsDefault: false } page)
            {
                _ledger = PageSumRules.With(_ledger, _ledger.Log.WithoutPage(_pages.Count, page, Noon));
                _pages.Add(page);
            }
        }
    }

    private void Change(int slot, LedgerStatus status)
    {
        var entry = _pages[slot / LedgerRules.PageSize][slot % LedgerRules.PageSize];
        _ledger = PageSumRules.Change(_ledger, slot, entry, status);
    }

    private void WriteChanges()
    {
        foreach (var change in _ledger.Changes)
        {
            var page = (int)change.Slot / LedgerRules.PageSize;
            _pages[page] = LedgerRules.Update(_pages[page], (int)change.Slot % LedgerRules.PageSize, change.OrderId, change.Status);
            _ledger = PageSumRules.Written(_ledger, change);
        }
    }

    private void AssertRecount()
    {
        ImmutableArray<LedgerEntry> paged = [.. _pages.SelectMany(static page => page)];
        ImmutableArray<LedgerEntry> all = [.. PageSumRules.Show(_ledger.Changes, paged, 0), .. _ledger.Log.Tail];
        Assert.Equal(LedgerTotals.From(all).AsEnumerable(), PageSumRules.Totals(_ledger).AsEnumerable());
    }
}

using System.Globalization;
using OrleansMicro.Sellers;

namespace OrleansMicro.Silo.Seed;

/// <summary>The sellers' ledgers.</summary>
internal sealed class SeedLedgers(SeedFile file)
{
    private readonly Dictionary<string, LedgerState> _ledgers = new(StringComparer.Ordinal);

    /// <summary>Enters an order; gives its slot.</summary>
    public long Enter(string seller, LedgerEntry entry)
    {
        var ledger = _ledgers.GetValueOrDefault(seller) ?? new LedgerState();
        var (log, slot) = LedgerRules.Enter(ledger.Log, entry);
        _ledgers[seller] = Archive(seller, PageSumRules.With(ledger, log), entry.PlacedAt);
        return slot;
    }

    /// <summary>Changes the status of an entry that is not in a page.</summary>
    public void Update(string seller, long slot, string orderId, LedgerStatus status)
    {
        var (log, isHere) = LedgerRules.Update(_ledgers[seller].Log, slot, orderId, status);
        if (!isHere)
            throw new InvalidOperationException($"Order {orderId} is in a page of the ledger of {seller} already.");
        _ledgers[seller] = PageSumRules.With(_ledgers[seller], log);
    }

    /// <summary>Writes all ledgers.</summary>
    public void Write(CommandProgress progress)
    {
        foreach (var (seller, ledger) in _ledgers)
        {
            file.Write("sellerledger", seller, "ledger", ledger);
            progress.Advance(1);
        }
    }

    private LedgerState Archive(string seller, LedgerState ledger, DateTimeOffset now)
    {
        if (ledger.Log.PageToArchive(LedgerRules.PageSize) is not { IsDefault: false } entries)
            return ledger;
        var (page, until) = (ledger.Pages, ledger.Log.UntilWith(LedgerRules.Newest(entries), now));
        var key = string.Create(CultureInfo.InvariantCulture, $"{seller}/{page}");
        file.Write("sellerledgerpage", key, "ledgerpage", LedgerRules.Write(new LedgerPageState(), entries, until));
        return PageSumRules.With(ledger, ledger.Log.WithoutPage(page, entries, until));
    }
}

using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace OrleansMicro.Sellers;

/// <summary>Sums of ledger entries by status and currency.</summary>
public sealed class LedgerTotals
{
    private readonly Dictionary<(LedgerStatus Status, string Currency), LedgerTotal> _totals = [];

    /// <summary>The totals of some entries.</summary>
    public static ImmutableArray<LedgerTotal> From(ImmutableArray<LedgerEntry> entries)
    {
        var totals = new LedgerTotals();
        foreach (var entry in entries)
            totals.Add(new LedgerTotal(entry.Status, 1, entry.Units, entry.Amount));
        return totals.ToImmutable();
    }

    /// <summary>Adds other totals.</summary>
    public void Add(ImmutableArray<LedgerTotal> totals)
    {
        foreach (var total in totals)
            Add(total);
    }

    /// <summary>By status, then currency.</summary>
    public ImmutableArray<LedgerTotal> ToImmutable() =>
        [.. _totals.Values.OrderBy(total => total.Status).ThenBy(total => total.Amount.Currency, StringComparer.Ordinal)];

    private void Add(LedgerTotal total)
    {
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(_totals, (total.Status, total.Amount.Currency), out _);
        sum = sum is null
            ? total
            : new LedgerTotal(total.Status, sum.Orders + total.Orders, sum.Units + total.Units, AtMost(sum.Amount, total.Amount));
    }

    // The total of one order fits into 64 bits, but the sum of many may not. The dashboard must still open.
    private static Money AtMost(Money sum, Money more) =>
        sum with { Minor = (long)Int128.Clamp((Int128)sum.Minor + more.Minor, long.MinValue, long.MaxValue) };
}

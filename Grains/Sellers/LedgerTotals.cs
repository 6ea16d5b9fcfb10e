using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace OrleansMicro.Sellers;

/// <summary>Sums of ledger entries by status and currency. They are exact; what is shown of them fits into 64 bits.</summary>
public sealed class LedgerTotals
{
    private readonly Dictionary<(LedgerStatus Status, string Currency), LedgerSum> _sums = [];

    /// <summary>Starts from sums.</summary>
    public LedgerTotals(ImmutableArray<LedgerSum> sums = default)
    {
        foreach (var sum in sums.OrEmpty())
            _sums.Add((sum.Status, sum.Currency), sum);
    }

    /// <summary>The totals of some entries.</summary>
    public static ImmutableArray<LedgerTotal> From(ImmutableArray<LedgerEntry> entries)
    {
        var totals = new LedgerTotals();
        totals.Add(entries);
        return totals.ToImmutable();
    }

    /// <summary>Adds entries.</summary>
    public void Add(ImmutableArray<LedgerEntry> entries)
    {
        foreach (var entry in entries)
            Add(entry, entry.Status, 1);
    }

    /// <summary>Moves an entry from one status to another.</summary>
    public void Move(LedgerEntry entry, LedgerStatus from, LedgerStatus to)
    {
        Add(entry, from, -1);
        Add(entry, to, 1);
    }

    /// <summary>By status, then currency, as others see them.</summary>
    public ImmutableArray<LedgerTotal> ToImmutable() =>
        [.. ToSums().Select(static sum => new LedgerTotal(sum.Status, sum.Orders, sum.Units, new Money(Shown(sum.Minor), sum.Currency)))];

    /// <summary>By status, then currency, as they are stored.</summary>
    public ImmutableArray<LedgerSum> ToSums() => [.. _sums.Values.Where(static sum => sum.Orders > 0)
        .OrderBy(static sum => sum.Status).ThenBy(static sum => sum.Currency, StringComparer.Ordinal)];

    private void Add(LedgerEntry entry, LedgerStatus status, int sign)
    {
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(_sums, (status, entry.Amount.Currency), out _);
        sum = new LedgerSum(
            status, entry.Amount.Currency, sum.Orders + sign, sum.Units + (sign * entry.Units), sum.Minor + ((Int128)sign * entry.Amount.Minor));
    }

    // The total of one order fits into 64 bits, but the sum of many may not. The dashboard must still open.
    private static long Shown(Int128 minor) => (long)Int128.Clamp(minor, long.MinValue, long.MaxValue);
}

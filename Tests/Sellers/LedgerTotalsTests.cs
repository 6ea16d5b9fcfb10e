using OrleansMicro.Sellers;

namespace OrleansMicro.Tests.Sellers;

public sealed class LedgerTotalsTests
{
    [Fact]
    public void Adds_up_by_status_and_currency()
    {
        var totals = LedgerTotals.From(
        [
            Entry(LedgerStatus.Paid, 5, "GBP"), Entry(LedgerStatus.Paid, 7, "GBP"), Entry(LedgerStatus.Paid, 1, "EUR"),
            Entry(LedgerStatus.Delivered, 2, "GBP"),
        ]);

        Assert.Equal(
            [
                (LedgerStatus.Paid, new Money(1, "EUR"), 1L),
                (LedgerStatus.Paid, new Money(12, "GBP"), 2L),
                (LedgerStatus.Delivered, new Money(2, "GBP"), 1L),
            ],
            totals.Select(static total => (total.Status, total.Amount, (long)total.Orders)));
    }

    [Fact]
    public void A_sum_that_overflows_stays_at_the_largest_number()
    {
        var large = Entry(LedgerStatus.Paid, long.MaxValue / 2, "GBP");

        Assert.Equal(long.MaxValue, Assert.Single(LedgerTotals.From([large, large, large, large])).Amount.Minor);
    }

    private static LedgerEntry Entry(LedgerStatus status, long minor, string currency) =>
        new("o", status, 1, new Money(minor, currency), new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero));
}

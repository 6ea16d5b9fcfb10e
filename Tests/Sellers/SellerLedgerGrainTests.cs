using System.Collections.Immutable;
using OrleansMicro.Sellers;
using OrleansMicro.Tests.Common;

namespace OrleansMicro.Tests.Sellers;

[Collection(MarketplaceTests.Name)]
public sealed class SellerLedgerGrainTests(MarketplaceCluster cluster)
{
    private const int Orders = (4 * LedgerRules.PageSize) + 5;
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task The_dashboard_equals_a_recount_across_pages_and_updates()
    {
        var (ledger, seller) = Ledger();
        var slots = await Fill(ledger);
        for (var i = 0; i < Orders; i += 3)
            await ledger.Update(slots[i], $"o{i}", (LedgerStatus)(i % 4));

        var all = await ListAll(ledger, null);
        var dashboard = (await ledger.GetDashboard(Caller.Operator))!;

        Assert.True(cluster.Storage.Stored<PagedLog<LedgerEntry>>("ledger", seller)!.Start >= 2 * LedgerRules.PageSize);
        Assert.Equal(Orders, all.Length);
        Assert.Equal(Orders, dashboard.Orders);
        Assert.Equal(LedgerTotals.From(all).AsEnumerable(), dashboard.Totals.AsEnumerable());
        Assert.Equal(all.Count(entry => entry.Status == LedgerStatus.Paid), dashboard.OpenOrders);
    }

    [Fact]
    public async Task An_update_in_a_page_shows_in_a_dashboard_read_before()
    {
        var (ledger, _) = Ledger();
        var slots = await Fill(ledger);
        await ledger.GetDashboard(Caller.Operator);

        await ledger.Update(slots[0], "o0", LedgerStatus.Cancelled);

        var dashboard = (await ledger.GetDashboard(Caller.Operator))!;
        Assert.Equal(1, dashboard.Totals.Single(total => total.Status == LedgerStatus.Cancelled).Orders);
        Assert.Equal(Orders - 1, dashboard.OpenOrders);
    }

    [Fact]
    public async Task Entering_again_long_after_gives_the_same_slot()
    {
        var (ledger, _) = Ledger();
        var slots = await Fill(ledger);

        Assert.Equal(slots[1], await ledger.Enter(Entry(1)));
        Assert.Equal(slots[Orders - 1], await ledger.Enter(Entry(Orders - 1)));
        Assert.Equal(Orders, (await ledger.GetDashboard(Caller.Operator))!.Orders);
    }

    [Fact]
    public async Task Many_orders_at_once_share_writes_and_none_is_lost()
    {
        var (ledger, seller) = Ledger();
        Task<long[]> entering;
        using (cluster.Storage.HoldWrites("ledger", seller))
        {
            entering = Task.WhenAll(Enumerable.Range(0, Orders).Select(i => ledger.Enter(Entry(i))));

            // The call comes after those before it, so they all wait for the held write by now; none of them shows yet.
            Assert.Null(await ledger.GetDashboard(Caller.Operator));
        }

        Assert.Equal(Enumerable.Range(0, Orders).Select(i => (long)i), (await entering).Order());

        // Each page that is spilled is one more write, whatever else there is to write.
        Assert.InRange(cluster.Storage.Writes("ledger", seller), 1, (Orders / LedgerRules.PageSize) + 30);
        Assert.Equal(Orders, (await ListAll(ledger, null)).Select(entry => entry.OrderId).Distinct().Count());
    }

    [Fact]
    public async Task A_page_that_cannot_be_written_is_written_later()
    {
        var (ledger, seller) = Ledger();
        cluster.Storage.FailWrites("ledgerpage", $"{seller}/0", 3);

        await Fill(ledger);

        Assert.True(cluster.Storage.Stored<PagedLog<LedgerEntry>>("ledger", seller)!.Start >= 2 * LedgerRules.PageSize);
        Assert.Equal(Orders, (await ledger.GetDashboard(Caller.Operator))!.Orders);
    }

    [Fact]
    public async Task Lists_by_status_newest_first()
    {
        var (ledger, _) = Ledger();
        var slots = await Fill(ledger);
        foreach (var i in new[] { 2, 50, Orders - 1 })
            await ledger.Update(slots[i], $"o{i}", LedgerStatus.Shipped);

        var shipped = await ListAll(ledger, LedgerStatus.Shipped);

        Assert.Equal([$"o{Orders - 1}", "o50", "o2"], shipped.Select(entry => entry.OrderId));
    }

    [Fact]
    public async Task An_unknown_seller_has_no_list_and_a_new_one_an_empty_list()
    {
        var (ledger, seller) = Ledger();
        Assert.Null(await ledger.List(null, 10, null, Caller.Operator));
        Assert.Null(await ledger.GetDashboard(Caller.Operator));

        await cluster.Grains.Seller(seller);

        Assert.Empty((await ledger.List(null, 10, null, Caller.Operator))!.Items);
        Assert.Equal(0, (await ledger.GetDashboard(Caller.Operator))!.Orders);
    }

    private static async Task<long[]> Fill(ISellerLedgerGrain ledger)
    {
        var slots = new long[Orders];
        for (var i = 0; i < Orders; i++)
            slots[i] = await ledger.Enter(Entry(i));
        return slots;
    }

    private static async Task<ImmutableArray<LedgerEntry>> ListAll(ISellerLedgerGrain ledger, LedgerStatus? status)
    {
        var all = ImmutableArray.CreateBuilder<LedgerEntry>();
        long? cursor = null;
        do
        {
            var page = (await ledger.List(cursor, 30, status, Caller.Operator))!;
            all.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);
        return all.ToImmutable();
    }

    private static LedgerEntry Entry(int order) =>
        new($"o{order}", LedgerStatus.Paid, 2, new Money(100 + order, order % 5 == 0 ? "EUR" : "GBP"), Noon);

    private (ISellerLedgerGrain Ledger, string Seller) Ledger()
    {
        var seller = MarketplaceCluster.NewId("ledger");
        return (cluster.Grains.GetGrain<ISellerLedgerGrain>(seller), seller);
    }
}

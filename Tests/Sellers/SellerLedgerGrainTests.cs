using System.Collections.Immutable;
using System.Text.Json;
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

        Assert.True(cluster.Storage.Stored<LedgerState>("ledger", seller)!.Log.Start >= 2 * LedgerRules.PageSize);
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
    public async Task A_change_whose_page_cannot_be_written_counts_once()
    {
        var (ledger, seller) = Ledger();
        var slots = await Fill(ledger);
        cluster.Storage.FailWrites("ledgerpage", $"{seller}/0");

        await Assert.ThrowsAsync<IOException>(() => ledger.Update(slots[0], "o0", LedgerStatus.Shipped));
        await AssertRecount(ledger);
        await ledger.Update(slots[0], "o0", LedgerStatus.Shipped);
        await ledger.Update(slots[1], "o1", LedgerStatus.Shipped);

        await AssertRecount(ledger);
        var page = cluster.Storage.Stored<LedgerPageState>("ledgerpage", $"{seller}/0")!;
        Assert.Equal((LedgerStatus.Shipped, LedgerStatus.Shipped), (page.Entries[0].Status, page.Entries[1].Status));
    }

    [Fact]
    public async Task A_dashboard_reads_no_page()
    {
        var (ledger, seller) = Ledger();
        await Fill(ledger);
        cluster.Storage.FailReads("ledgerpage", $"{seller}/1", 100);

        Assert.Equal(Orders, (await ledger.GetDashboard(Caller.Operator))!.Orders);
    }

    [Fact]
    public async Task The_pages_of_an_earlier_version_are_summed_once()
    {
        var (filled, before) = Ledger();
        var slots = await Fill(filled);
        var (ledger, seller) = Ledger();
        var log = cluster.Storage.Stored<LedgerState>("ledger", before)!.Log;
        var pages = log.Start / LedgerRules.PageSize;
        cluster.Storage.Store("ledger", seller, $$"""{"start":{{log.Start}},"tail":{{Entries(log.Tail)}}}""");
        for (var page = 0; page < pages; page++)
        {
            var state = cluster.Storage.Stored<LedgerPageState>("ledgerpage", $"{before}/{page}")!;
            cluster.Storage.Store("ledgerpage", $"{seller}/{page}", JsonSerializer.Serialize(state, StateJson.Options));
        }

        await ledger.Update(slots[3], "o3", LedgerStatus.Delivered);
        await AssertRecount(ledger);
        await ledger.Update(slots[4], "o4", LedgerStatus.Cancelled);

        await AssertRecount(ledger);
        Assert.Equal(pages, cluster.Storage.Stored<LedgerState>("ledger", seller)!.SummedPages);
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

        Assert.True(cluster.Storage.Stored<LedgerState>("ledger", seller)!.Log.Start >= 2 * LedgerRules.PageSize);
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

    private static async Task AssertRecount(ISellerLedgerGrain ledger)
    {
        var totals = (await ledger.GetDashboard(Caller.Operator))!.Totals;
        Assert.Equal(LedgerTotals.From(await ListAll(ledger, null)).AsEnumerable(), totals.AsEnumerable());
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

    private static string Entries(ImmutableArray<LedgerEntry> entries) =>
        JsonSerializer.Serialize(new LedgerPageState { Entries = entries }, StateJson.Options)["{\"entries\":".Length..^1];

    private static LedgerEntry Entry(int order) =>
        new($"o{order}", LedgerStatus.Paid, 2, new Money(100 + order, order % 5 == 0 ? "EUR" : "GBP"), Noon);

    private (ISellerLedgerGrain Ledger, string Seller) Ledger()
    {
        var seller = MarketplaceCluster.NewId("ledger");
        return (cluster.Grains.GetGrain<ISellerLedgerGrain>(seller), seller);
    }
}

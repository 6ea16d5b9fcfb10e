using Orleans.Core.Internal;
using OrleansMicro.Stock;
using OrleansMicro.Tests.Common;

namespace OrleansMicro.Tests.Stock;

[Collection(MarketplaceTests.Name)]
public sealed class StockGrainTests(MarketplaceCluster cluster)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Of_500_orders_for_100_units_exactly_100_win()
    {
        var (seller, product) = await cluster.Grains.Stocked(100);
        var stock = cluster.Grains.Stock(seller, product);

        var results = await Task.WhenAll(Enumerable.Range(0, 500).Select(async i =>
        {
            var reserved = await stock.Reserve(new ReserveStock($"order-{i}", 1, Minute));
            return reserved.Accepted && (await stock.Confirm(new OrderToken($"order-{i}", 0))).Accepted;
        }));

        Assert.Equal(100, results.Count(won => won));
        var level = await stock.Get(Caller.Operator);
        Assert.Equal((0, 0, 100), (level!.OnHand, level.Reserved, (int)level.Sold));
    }

    [Fact]
    public async Task Many_callers_share_a_storage_write()
    {
        var (seller, product) = await cluster.Grains.Stocked(1_000);
        var stock = cluster.Grains.Stock(seller, product);
        var key = Ids.ProductKey(seller, product);
        await Task.WhenAll(Enumerable.Range(0, 300).Select(i => stock.Reserve(new ReserveStock($"order-{i}", 1, Minute))));
        var before = cluster.Storage.Writes("stock", key);

        Task<Result<Reservation>[]> confirming;
        using (cluster.Storage.HoldWrites("stock", key))
        {
            confirming = Task.WhenAll(Enumerable.Range(0, 300).Select(i => stock.Confirm(new OrderToken($"order-{i}", 0))));
            await cluster.Activity.Until(() => cluster.Activity.Begun(nameof(IStockGrain.Confirm), key) == 300, "all callers have reached the grain");

            // No caller gets an answer before the write: the level is still the one on disk.
            Assert.Equal((1_000, 0L), ((await stock.Get(Caller.Operator))!.OnHand, (await stock.Get(Caller.Operator))!.Sold));
        }

        Assert.All(await confirming, result => Assert.True(result.Accepted));
        Assert.InRange(cluster.Storage.Writes("stock", key) - before, 1, 3);
        Assert.Equal((700, 300L), ((await stock.Get(Caller.Operator))!.OnHand, (await stock.Get(Caller.Operator))!.Sold));
    }

    [Fact]
    public async Task A_version_that_was_seen_never_comes_to_mean_other_units()
    {
        var (seller, product) = await cluster.Grains.Stocked(10);
        var stock = cluster.Grains.Stock(seller, product);
        await stock.Reserve(new ReserveStock("order", 4, Minute));
        var seen = (await stock.Get(Caller.Operator))!;

        // A failed write loses the reservation, as a crash does.
        cluster.Storage.FailWrites("stock", Ids.ProductKey(seller, product));
        await Assert.ThrowsAnyAsync<Exception>(() => stock.Adjust(new AdjustStock("lost", 1), Caller.Operator));
        Assert.Equal(0, (await stock.Get(Caller.Operator))!.Reserved);
        Assert.True((await stock.Adjust(new AdjustStock("restock", 100), Caller.Operator)).Accepted);

        Assert.Equal(
            RefusalCodes.VersionMismatch,
            (await stock.Count(new CountStock("recount", 9, new([seen.Version])), Caller.Operator)).Refusal?.Code);
        Assert.Equal(110, (await stock.Get(Caller.Operator))!.OnHand);
    }

    [Fact]
    public async Task A_reservation_is_written_only_when_the_activation_ends()
    {
        var (seller, product) = await cluster.Grains.Stocked(10);
        var stock = cluster.Grains.Stock(seller, product);
        var key = Ids.ProductKey(seller, product);
        var before = cluster.Storage.Writes("stock", key);

        Assert.True((await stock.Reserve(new ReserveStock("order", 4, Minute))).Accepted);
        Assert.Equal(RefusalCodes.OutOfStock, (await stock.Reserve(new ReserveStock("other", 7, Minute))).Refusal?.Code);

        Assert.Equal(before, cluster.Storage.Writes("stock", key));
        Assert.Equal(4, (await stock.Get(Caller.Operator))!.Reserved);
        await stock.Adjust(new AdjustStock("restock", 1), Caller.Operator);
        var stored = cluster.Storage.Stored<StockState>("stock", key)!;
        Assert.Equal((11, 0, 0), (stored.OnHand, stored.Reserved, stored.Reservations.Count));

        await stock.Cast<IGrainManagementExtension>().DeactivateOnIdle();
        await cluster.Activity.Until(
            () => cluster.Storage.Stored<StockState>("stock", key) is { Reserved: 4, Reservations.Count: 1 }, "the end of the activation writes it");
        Assert.True((await stock.Confirm(new OrderToken("order", 0))).Accepted);
    }

    [Fact]
    public async Task A_failed_write_tells_nobody_yes_and_changes_nothing()
    {
        var (seller, product) = await cluster.Grains.Stocked(10);
        var stock = cluster.Grains.Stock(seller, product);
        var key = Ids.ProductKey(seller, product);
        Assert.True((await stock.Reserve(new ReserveStock("order", 10, Minute))).Accepted);
        cluster.Storage.FailWrites("stock", key);

        await Assert.ThrowsAnyAsync<Exception>(() => stock.Confirm(new OrderToken("order", 0)));

        Assert.Equal((10, 0), ((await stock.Get(Caller.Operator))!.OnHand, (await stock.Get(Caller.Operator))!.Reserved));
        Assert.Equal(10, cluster.Storage.Stored<StockState>("stock", key)!.OnHand);
        Assert.Equal(RefusalCodes.ReservationExpired, (await stock.Confirm(new OrderToken("order", 0))).Refusal?.Code);
        Assert.True((await stock.Reserve(new ReserveStock("other", 10, Minute))).Accepted);
    }

    [Fact]
    public async Task A_write_whose_answer_is_lost_counts_once_when_it_is_repeated()
    {
        var (seller, product) = await cluster.Grains.Stocked(10);
        var stock = cluster.Grains.Stock(seller, product);
        cluster.Storage.LoseAnswers("stock", Ids.ProductKey(seller, product));
        var restock = new AdjustStock("restock", 5);

        await Assert.ThrowsAnyAsync<Exception>(() => stock.Adjust(restock, Caller.Operator));

        Assert.Equal(15, (await stock.Get(Caller.Operator))!.OnHand);
        Assert.Equal(15, (await stock.Adjust(restock, Caller.Operator)).Value!.OnHand);
    }

    [Fact]
    public async Task Goes_on_from_the_disk_when_reading_back_fails_as_well()
    {
        var (seller, product) = await cluster.Grains.Stocked(10);
        var stock = cluster.Grains.Stock(seller, product);
        var key = Ids.ProductKey(seller, product);
        Assert.True((await stock.Reserve(new ReserveStock("order", 6, Minute))).Accepted);
        cluster.Storage.LoseAnswers("stock", key);
        cluster.Storage.FailReads("stock", key);

        await Assert.ThrowsAnyAsync<Exception>(() => stock.Confirm(new OrderToken("order", 0)));

        Assert.Equal(RefusalCodes.OutOfStock, (await stock.Reserve(new ReserveStock("other", 6, Minute))).Refusal?.Code);
        Assert.True((await stock.Confirm(new OrderToken("order", 0))).Accepted);
    }

    [Fact]
    public async Task An_expired_reservation_is_free_for_others()
    {
        var (seller, product) = await cluster.Grains.Stocked(1);
        var stock = cluster.Grains.Stock(seller, product);
        Assert.True((await stock.Reserve(new ReserveStock("first", 1, TimeSpan.FromMinutes(10)))).Accepted);
        cluster.Clock.Advance(TimeSpan.FromMinutes(11));

        Assert.Equal(0, (await stock.Get(Caller.Operator))!.Reserved);
        Assert.True((await stock.Reserve(new ReserveStock("second", 1, Minute))).Accepted);
        Assert.Equal(RefusalCodes.ReservationExpired, (await stock.Confirm(new OrderToken("first", 0))).Refusal?.Code);
        Assert.True((await stock.Confirm(new OrderToken("second", 0))).Accepted);
    }

    [Fact]
    public async Task An_expired_reservation_is_given_back_by_the_timer()
    {
        var (seller, product) = await cluster.Grains.Stocked(5);
        var stock = cluster.Grains.Stock(seller, product);
        var key = Ids.ProductKey(seller, product);
        await stock.Reserve(new ReserveStock("order", 4, Minute));
        await stock.Cast<IGrainManagementExtension>().DeactivateOnIdle();
        await cluster.Activity.Until(() => cluster.Storage.Stored<StockState>("stock", key)!.Reserved == 4, "the reservation is written");

        Assert.Equal(4, (await stock.Get(Caller.Operator))!.Reserved);
        await cluster.Activity.Until(
            () => cluster.Storage.Stored<StockState>("stock", key)!.Reserved == 0, "the timer of the new activation writes the release");
    }

    [Fact]
    public async Task Forgotten_orders_leave_the_record_without_another_sale()
    {
        var (seller, product) = await cluster.Grains.Stocked(5);
        var stock = cluster.Grains.Stock(seller, product);
        await stock.Reserve(new ReserveStock("order", 2, Minute));
        await stock.Confirm(new OrderToken("order", 0));
        var forgotten = stock.Forget(new EndOrder("order", 0, false));

        await cluster.Activity.Until(
            () => cluster.Storage.Stored<StockState>("stock", Ids.ProductKey(seller, product))!.Reservations.Count == 0,
            "the forgotten order is written off the record");
        await forgotten;
        Assert.Equal((3, 2), ((await stock.Get(Caller.Operator))!.OnHand, (int)(await stock.Get(Caller.Operator))!.Sold));
    }

    [Fact]
    public async Task Refuses_to_stock_a_product_that_does_not_exist()
    {
        var stock = cluster.Grains.Stock("nobody", "nothing");
        Assert.Equal(RefusalCodes.NotFound, (await stock.Count(new CountStock("c", 5), Caller.Operator)).Refusal?.Code);
        Assert.Null(await stock.Get(Caller.Operator));
        Assert.Equal(RefusalCodes.OutOfStock, (await stock.Reserve(new ReserveStock("o", 1, Minute))).Refusal?.Code);
    }
}

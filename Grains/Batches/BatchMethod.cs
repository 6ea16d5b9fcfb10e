using System.Collections.Immutable;
using OrleansMicro.Sellers;
using OrleansMicro.Stock;

namespace OrleansMicro.Batches;

/// <summary>A method of a grain that can be called for one key or, in a batch, for many.</summary>
/// <param name="One">Calls one grain.</param>
/// <param name="Many">Sends a batch.</param>
internal sealed record BatchMethod<TCommand, TResult>(
    Func<IGrainFactory, string, TCommand, Task<TResult>> One,
    Func<IBatchGrain, ImmutableArray<BatchItem<TCommand>>, Task<ImmutableArray<BatchAnswer<TResult>>>> Many);

/// <summary>The methods that are called in batches.</summary>
internal static class BatchMethods
{
    public static readonly BatchMethod<ReserveStock, Result<Reservation>> Reserve = new(
        static (grains, key, command) => Stock(grains, key).Reserve(command), static (silo, items) => silo.Reserve(items));

    public static readonly BatchMethod<OrderToken, Result<Reservation>> Confirm = new(
        static (grains, key, command) => Stock(grains, key).Confirm(command), static (silo, items) => silo.Confirm(items));

    public static readonly BatchMethod<EndOrder, bool> Release = new(
        static async (grains, key, command) =>
        {
            await Stock(grains, key).Release(command);
            return true;
        },
        static (silo, items) => silo.Release(items));

    public static readonly BatchMethod<ReturnStock, Result<StockLevel>> Return = new(
        static (grains, key, command) => Stock(grains, key).Return(command), static (silo, items) => silo.Return(items));

    public static readonly BatchMethod<LedgerEntry, long> Enter = new(
        static (grains, key, entry) => grains.GetGrain<ISellerLedgerGrain>(key).Enter(entry), static (silo, items) => silo.Enter(items));

    private static IStockGrain Stock(IGrainFactory grains, string product) => grains.GetGrain<IStockGrain>(product);
}

using System.Collections.Immutable;
using Orleans.Concurrency;
using Orleans.Placement;
using OrleansMicro.Catalog;
using OrleansMicro.Sellers;
using OrleansMicro.Stock;

namespace OrleansMicro.Batches;

/// <inheritdoc cref="IBatchGrain"/>
[SiloPlacement]
[Immovable]
[Reentrant]
public sealed class BatchGrain(ProductReads reads) : Grain, IBatchGrain
{
    public Task<ImmutableArray<BatchAnswer<Result<Reservation>>>> Reserve(ImmutableArray<BatchItem<ReserveStock>> items) =>
        All(items, BatchMethods.Reserve);

    public Task<ImmutableArray<BatchAnswer<Result<Reservation>>>> Confirm(ImmutableArray<BatchItem<OrderToken>> items) =>
        All(items, BatchMethods.Confirm);

    public Task<ImmutableArray<BatchAnswer<bool>>> Release(ImmutableArray<BatchItem<EndOrder>> items) => All(items, BatchMethods.Release);

    public Task<ImmutableArray<BatchAnswer<Result<StockLevel>>>> Return(ImmutableArray<BatchItem<ReturnStock>> items) =>
        All(items, BatchMethods.Return);

    public Task<ImmutableArray<BatchAnswer<long>>> Enter(ImmutableArray<BatchItem<LedgerEntry>> items) => All(items, BatchMethods.Enter);

    public Task Forget(ImmutableArray<BatchItem<EndOrder>> items) =>
        Task.WhenAll(items.Select(item => GrainFactory.GetGrain<IStockGrain>(item.Key).Forget(item.Command)));

    public Task<ImmutableArray<BatchAnswer<Product?>>> GetProducts(ImmutableArray<string> keys) =>
        Answers([.. keys.Select(key => reads.Get(GrainFactory, key, CancellationToken.None))]);

    private Task<ImmutableArray<BatchAnswer<TResult>>> All<TCommand, TResult>(
        ImmutableArray<BatchItem<TCommand>> items, BatchMethod<TCommand, TResult> method) =>
        Answers([.. items.Select(item => method.One(GrainFactory, item.Key, item.Command))]);

    private static async Task<ImmutableArray<BatchAnswer<TResult>>> Answers<TResult>(Task<TResult>[] calls)
    {
        var answers = ImmutableArray.CreateBuilder<BatchAnswer<TResult>>(calls.Length);
        foreach (var call in calls)
        {
            try
            {
                answers.Add(new BatchAnswer<TResult>(await call, null));
            }
            catch (Exception exception)
            {
                // The answer carries it. It must not hide the answers of the other calls.
                answers.Add(new BatchAnswer<TResult>(default, exception));
            }
        }

        return answers.MoveToImmutable();
    }
}

using OrleansMicro.Catalog;
using OrleansMicro.Sellers;
using OrleansMicro.Stock;

namespace OrleansMicro.Batches;

/// <summary>
/// Calls grains from a given silo: one message between silos carries the commands to many grains. Key: the address of
/// the silo (<c>SiloAddress.ToParsableString</c>). If that silo is not active, another one carries the batch out. It has
/// no state, and its calls interleave. A batch has one answer per command, in the order of the commands, and at most
/// <see cref="Limits.MaxBatchSize"/> of them. A batch that fails as a whole leaves all its outcomes unknown.
/// </summary>
[Alias("om.IBatchGrain")]
public interface IBatchGrain : IGrainWithStringKey
{
    /// <summary>See <see cref="IStockGrain.Reserve"/>.</summary>
    [Alias("Reserve")]
    Task<ImmutableArray<BatchAnswer<Result<Reservation>>>> Reserve(ImmutableArray<BatchItem<ReserveStock>> items);

    /// <summary>See <see cref="IStockGrain.Confirm"/>.</summary>
    [Alias("Confirm")]
    Task<ImmutableArray<BatchAnswer<Result<Reservation>>>> Confirm(ImmutableArray<BatchItem<OrderToken>> items);

    /// <summary>See <see cref="IStockGrain.Release"/>. The answer of a release is true.</summary>
    [Alias("Release")]
    Task<ImmutableArray<BatchAnswer<bool>>> Release(ImmutableArray<BatchItem<EndOrder>> items);

    /// <summary>See <see cref="IStockGrain.Return"/>.</summary>
    [Alias("Return")]
    Task<ImmutableArray<BatchAnswer<Result<StockLevel>>>> Return(ImmutableArray<BatchItem<ReturnStock>> items);

    /// <summary>See <see cref="IStockGrain.Forget"/>.</summary>
    [Alias("Forget")]
    Task Forget(ImmutableArray<BatchItem<EndOrder>> items);

    /// <summary>See <see cref="IProductGrain.Get"/>.</summary>
    [Alias("GetProducts")]
    Task<ImmutableArray<BatchAnswer<Product?>>> GetProducts(ImmutableArray<string> keys);

    /// <summary>See <see cref="ISellerLedgerGrain.Enter"/>.</summary>
    [Alias("Enter")]
    Task<ImmutableArray<BatchAnswer<long>>> Enter(ImmutableArray<BatchItem<LedgerEntry>> items);
}

/// <summary>A command of a batch.</summary>
/// <typeparam name="T">The type of the command.</typeparam>
/// <param name="Key">The key of the grain that is called.</param>
/// <param name="Command">The command.</param>
[GenerateSerializer, Immutable, Alias("om.batch.item`1")]
public readonly record struct BatchItem<T>([property: Id(0)] string Key, [property: Id(1)] T Command);

/// <summary>The answer to a command of a batch.</summary>
/// <typeparam name="T">The type of the result.</typeparam>
/// <param name="Value">The result, if the call had one.</param>
/// <param name="Failure">The exception with which the call failed. Null: the call did not fail.</param>
[GenerateSerializer, Immutable, Alias("om.batch.answer`1")]
public readonly record struct BatchAnswer<T>([property: Id(0)] T? Value, [property: Id(1)] Exception? Failure);

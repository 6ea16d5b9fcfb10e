using System.Collections.Immutable;
using System.Net;
using OrleansMicro.Batches;
using OrleansMicro.Stock;
using OrleansMicro.Tests.Common;

namespace OrleansMicro.Tests.Batches;

/// <summary>Silos whose grains answer a confirmation with the key of the product. The first silo is the one that calls.</summary>
internal sealed class FakeSilos : IClusterSilos
{
    public FakeSilos(int count)
    {
        Active = [.. Enumerable.Range(0, count).Select(static i => SiloAddress.New(new IPAddress([10, 0, 0, (byte)i]), 11_111, 1))];
        Local = Active[0];
        Grains = Stub.For<IGrainFactory>((_, arguments) => (string)arguments[0]! is var key && key.StartsWith("product", StringComparison.Ordinal)
            ? Stub.For<IStockGrain>((method, given) => Stock(method, key))
            : Stub.For<IBatchGrain>((method, given) => Batch(method, key, given[0]!)));
    }

    public IGrainFactory Grains { get; }

    public SiloAddress Local { get; }

    public ImmutableArray<SiloAddress> Active { get; set; }

    /// <summary>The batches: the number of the silo and that of its commands.</summary>
    public List<string> Batches { get; } = [];

    /// <summary>The keys of the grains that were called directly.</summary>
    public List<string> Direct { get; } = [];

    /// <summary>The keys whose calls fail.</summary>
    public HashSet<string> Failing { get; } = [];

    /// <summary>The silo that cannot be reached.</summary>
    public int? Dead { get; set; }

    /// <summary>Whether batches are answered incompletely.</summary>
    public bool LosesAnswers { get; set; }

    /// <summary>Keys whose home is a silo.</summary>
    public string[] KeysOf(int silo, int count) =>
        [.. Enumerable.Range(0, int.MaxValue).Select(static i => $"product-{i}").Where(key => Home.For(key, Active.AsSpan()).Equals(Active[silo]))
            .Take(count)];

    private object Stock(string method, string key)
    {
        Direct.Add(key);
        return method == nameof(IStockGrain.Forget) ? Task.CompletedTask : Task.FromResult((Result<Reservation>)Confirmed(key));
    }

    private object Batch(string method, string silo, object items)
    {
        var number = Active.IndexOf(SiloAddress.FromParsableString(silo));
        if (method == nameof(IBatchGrain.Forget))
        {
            Batches.Add($"{number}: {((ImmutableArray<BatchItem<EndOrder>>)items).Length}");
            return Dead == number ? Task.FromException(new SiloUnavailableException("dead")) : Task.CompletedTask;
        }

        var commands = (ImmutableArray<BatchItem<OrderToken>>)items;
        Batches.Add($"{number}: {commands.Length}");
        return Dead == number
            ? Task.FromException<ImmutableArray<BatchAnswer<Result<Reservation>>>>(new SiloUnavailableException("dead"))
            : Task.FromResult<ImmutableArray<BatchAnswer<Result<Reservation>>>>([.. commands.Skip(LosesAnswers ? 1 : 0).Select(Answer)]);
    }

    private BatchAnswer<Result<Reservation>> Answer(BatchItem<OrderToken> item) => Failing.Contains(item.Key)
        ? new(null, new ArgumentException(item.Key))
        : new(Confirmed(item.Key), null);

    private static Reservation Confirmed(string key) => new(key, 1, true, default);
}

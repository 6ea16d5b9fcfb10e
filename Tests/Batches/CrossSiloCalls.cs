using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using OrleansMicro.Batches;
using OrleansMicro.Tests.Common;

namespace OrleansMicro.Tests.Batches;

/// <summary>Counts the calls between grains of different silos, by method.</summary>
public sealed class CrossSiloCalls
{
    private const string From = "test.silo";
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>The calls of a method, such as <c>IStockGrain.Reserve</c>.</summary>
    public int this[string method] => _counts.GetValueOrDefault(method);

    /// <summary>The calls of all methods.</summary>
    public int Total => _counts.Values.Sum();

    public void Clear() => _counts.Clear();

    public override string ToString() =>
        string.Join(", ", _counts.OrderBy(static count => count.Key).Select(static count => $"{count.Key} {count.Value}"));

    /// <summary>Counts the calls of a silo, which notes in each call where it comes from.</summary>
    public void Watch(ISiloBuilder silo)
    {
        silo.Services.AddSingleton<IOutgoingGrainCallFilter>(static services => new Sender(services.GetRequiredService<ILocalSiloDetails>()));
        silo.Services.AddSingleton<IIncomingGrainCallFilter>(services => new Receiver(this, services.GetRequiredService<ILocalSiloDetails>()));
    }

    private sealed class Sender(ILocalSiloDetails local) : IOutgoingGrainCallFilter
    {
        public async Task Invoke(IOutgoingGrainCallContext context)
        {
            RequestContext.Set(From, local.SiloAddress.ToParsableString());
            await context.Invoke();
        }
    }

    private sealed class Receiver(CrossSiloCalls counts, ILocalSiloDetails local) : IIncomingGrainCallFilter
    {
        public Task Invoke(IIncomingGrainCallContext context)
        {
            if (RequestContext.Get(From) is string from && from != local.SiloAddress.ToParsableString()
                && context.InterfaceMethod.DeclaringType is { Namespace: { } name } type && name.StartsWith("OrleansMicro", StringComparison.Ordinal))
                counts._counts.AddOrUpdate($"{type.Name}.{context.MethodName}", 1, static (_, count) => count + 1);
            return context.Invoke();
        }
    }
}

/// <summary>Three silos whose calls between each other are counted.</summary>
public class ThreeSilos() : MarketplaceCluster(3)
{
    public CrossSiloCalls Calls { get; } = new();

    protected override void ConfigureSilo(ISiloBuilder silo) => Calls.Watch(silo);
}

/// <summary>Three silos that do not know of each other, so none sends a batch.</summary>
public sealed class ThreeSilosWithoutBatches : ThreeSilos
{
    protected override void ConfigureSilo(ISiloBuilder silo)
    {
        base.ConfigureSilo(silo);
        silo.Services.AddSingleton<IClusterSilos, Alone>();
    }

    private sealed class Alone(ILocalSiloDetails local) : IClusterSilos
    {
        public SiloAddress Local => local.SiloAddress;

        public ImmutableArray<SiloAddress> Active => [Local];
    }
}

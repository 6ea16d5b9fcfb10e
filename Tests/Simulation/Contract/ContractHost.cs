using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Storage;
using OrleansMicro.Batches;

namespace OrleansMicro.Tests.Simulation.Contract;

/// <summary>A cluster that scenarios run on: a real one, or a simulated one.</summary>
public abstract class ContractHost : IAsyncDisposable
{
    protected ContractHost(int silos) => Silos = silos;

    protected int Silos { get; }

    /// <summary>
    /// The response timeout of calls between grains; clients wait twice as long. With several silos it is longer than the detection of a
    /// dead one.
    /// </summary>
    protected TimeSpan SiloTimeout => TimeSpan.FromSeconds(Silos > 1 ? 10 : 2);

    public ContractGates Gates { get; } = new();

    public ContractStorage Storage { get; init; } = new();

    /// <summary>The name of one of the silos.</summary>
    public abstract string FirstSilo { get; }

    /// <summary>A client's way to grains.</summary>
    public abstract IGrainFactory Grains { get; }

    public abstract Task<string> Run(Func<ContractHost, Task<string>> scenario);

    /// <summary>Kills a silo, and waits until the others know.</summary>
    public abstract Task Kill(string silo);

    /// <summary>Begins to shut a silo down, and waits until the others know.</summary>
    public abstract Task BeginStop(string silo);

    /// <summary>Waits until a silo has shut down, and its peers and clients know.</summary>
    public abstract Task EndStop(string silo);

    /// <summary>
    /// Splits the cluster, as while the views of silos differ: a second client reaches second activations of grains. The first client
    /// reaches only activations that exist already on <see cref="FirstSilo"/>, and not all of them.
    /// </summary>
    public abstract Task Split();

    /// <summary>Makes a call as the second client of a split cluster.</summary>
    public abstract Task<T> InSecond<T>(Func<IGrainFactory, Task<T>> call);

    public abstract ValueTask DisposeAsync();

    protected static string Describe(Exception exception) => $"{exception.GetType().Name}: {exception.Message}";

    protected void Configure(IServiceCollection services)
    {
        services.AddSingleton(Gates);
        services.AddStateRows();
        services.AddPlacementDirector<SiloPlacement, SiloDirector>();
        services.AddSingleton<IGrainStorage>(Storage);
        services.AddKeyedSingleton<IGrainStorage>("Default", Storage);
        services.Configure<SiloMessagingOptions>(options => (options.ResponseTimeout, options.CancelRequestOnTimeout) = (SiloTimeout, true));
    }
}

using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using OrleansMicro.Payments;

namespace OrleansMicro.Simulation.Breaks;

/// <summary>
/// A bug that is put into the world from outside, to see whether it is found: around calls, storage, leases and so on. The product has none
/// of this in it.
/// </summary>
internal sealed record PlantedBug
{
    public required string Name { get; init; }

    public required string What { get; init; }

    /// <summary>Whether storage compares no ETags.</summary>
    public bool IgnoresVersions { get; init; }

    /// <summary>Around the storage of a silo.</summary>
    public Func<IGrainStorage, IGrainStorage>? Storage { get; init; }

    /// <summary>Around the payment provider.</summary>
    public Func<IPaymentProvider, TimeProvider, IPaymentProvider>? Provider { get; init; }

    /// <summary>Other services of a silo, such as filters around calls.</summary>
    public Action<IServiceCollection>? Services { get; init; }
}

using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using OrleansMicro.Payments;

namespace OrleansMicro.Simulation.Mutations;

/// <summary>
/// A bug that is planted from outside, around calls, storage and the payment provider, to prove that the checks can fail. The product contains
/// no code for it.
/// </summary>
internal sealed record PlantedBug
{
    public required string Name { get; init; }

    public required string What { get; init; }

    /// <summary>How long an activation answers from memory; null: as in the product.</summary>
    public TimeSpan? MaxReadAge { get; init; }

    /// <summary>Whether calls have no deadline that silos could check. Senders set it, so this concerns clients too.</summary>
    public bool RunsLateCalls { get; init; }

    /// <summary>Whether storage writes without comparing ETags.</summary>
    public bool IgnoresVersions { get; init; }

    /// <summary>Wraps the storage of a silo.</summary>
    public Func<IGrainStorage, IGrainStorage>? Storage { get; init; }

    /// <summary>Wraps the payment provider.</summary>
    public Func<IPaymentProvider, TimeProvider, IPaymentProvider>? Provider { get; init; }

    /// <summary>Adds services to a silo, such as call filters.</summary>
    public Action<IServiceCollection>? Services { get; init; }
}

using Microsoft.Extensions.DependencyInjection;
using Orleans.Core;
using Orleans.Storage;
using Orleans.Timers;

namespace OrleansMicro.Simulation.Runtime;

/// <summary>The services behind the members of the base class <see cref="Grain"/>.</summary>
internal sealed class SimGrainRuntime(ILocalSiloDetails silo, IGrainFactory grains, ITimerRegistry timers, IServiceProvider services,
    TimeProvider clock) : IGrainRuntime
{
    /// <inheritdoc/>
    public string SiloIdentity => SiloAddress.ToString();

    /// <inheritdoc/>
    public SiloAddress SiloAddress => silo.SiloAddress;

    /// <inheritdoc/>
    public IGrainFactory GrainFactory => grains;

    /// <inheritdoc/>
    public ITimerRegistry TimerRegistry => timers;

    /// <inheritdoc/>
    public IServiceProvider ServiceProvider => services;

    /// <inheritdoc/>
    public TimeProvider TimeProvider => clock;

    /// <inheritdoc/>
    public void DeactivateOnIdle(IGrainContext grainContext) =>
        grainContext.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "DeactivateOnIdle was called."));

    /// <summary>Does nothing: the time of a collection is random in a simulation, and the request does not prevent it in Orleans either.</summary>
    public void DelayDeactivation(IGrainContext grainContext, TimeSpan timeSpan)
    {
    }

    /// <inheritdoc/>
    public IStorage<TGrainState> GetStorage<TGrainState>(IGrainContext grainContext) =>
        new StateStorageBridge<TGrainState>("state", grainContext, services.GetRequiredService<IGrainStorage>());
}

using Orleans.Core;
using Orleans.Runtime;
using Orleans.Storage;
using Orleans.Timers;
using Microsoft.Extensions.DependencyInjection;

namespace OrleansMicro.Simulation.Runtime;

/// <summary>What the base class of grains asks for.</summary>
internal sealed class SimGrainRuntime(ILocalSiloDetails silo, IGrainFactory grains, ITimerRegistry timers, IServiceProvider services, TimeProvider clock) : IGrainRuntime
{
    public string SiloIdentity => SiloAddress.ToString();

    public SiloAddress SiloAddress => silo.SiloAddress;

    public IGrainFactory GrainFactory => grains;

    public ITimerRegistry TimerRegistry => timers;

    public IServiceProvider ServiceProvider => services;

    public TimeProvider TimeProvider => clock;

    public void DeactivateOnIdle(IGrainContext grainContext) =>
        grainContext.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "DeactivateOnIdle was called."));

    public void DelayDeactivation(IGrainContext grainContext, TimeSpan timeSpan)
    {
    }

    public IStorage<TGrainState> GetStorage<TGrainState>(IGrainContext grainContext) =>
        new StateStorageBridge<TGrainState>("state", grainContext, services.GetRequiredService<IGrainStorage>());
}

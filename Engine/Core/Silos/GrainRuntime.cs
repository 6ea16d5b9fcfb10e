using Microsoft.Extensions.DependencyInjection;
using Orleans.Core;
using Orleans.Storage;
using Orleans.Timers;

namespace Orleans.Runtime;

/// <summary>What a silo offers to its grains.</summary>
internal sealed class GrainRuntime(
    SiloRuntime silo,
    IGrainFactory grainFactory,
    ITimerRegistry timers,
    IServiceProvider services,
    [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider time)
    : IGrainRuntime
{
    /// <inheritdoc/>
    public string SiloIdentity => silo.SiloAddress.ToString();

    /// <inheritdoc/>
    public SiloAddress SiloAddress => silo.SiloAddress;

    /// <inheritdoc/>
    public IGrainFactory GrainFactory => grainFactory;

    /// <inheritdoc/>
    public ITimerRegistry TimerRegistry => timers;

    /// <inheritdoc/>
    public IServiceProvider ServiceProvider => services;

    /// <inheritdoc/>
    public TimeProvider TimeProvider => time;

    /// <inheritdoc/>
    public void DeactivateOnIdle(IGrainContext grainContext)
    {
        ArgumentNullException.ThrowIfNull(grainContext);
        grainContext.Deactivate(new(DeactivationReasonCode.ApplicationRequested, "DeactivateOnIdle was called."));
    }

    /// <inheritdoc/>
    public void DelayDeactivation(IGrainContext grainContext, TimeSpan timeSpan)
    {
        if (grainContext is Activation activation)
            activation.DelayDeactivation(timeSpan);
    }

    /// <inheritdoc/>
    public IStorage<TGrainState> GetStorage<TGrainState>(IGrainContext grainContext)
    {
        ArgumentNullException.ThrowIfNull(grainContext);
        var grainClass = grainContext.GrainInstance?.GetType()
            ?? throw new InvalidOperationException("The storage of a grain is there only once the grain has been constructed.");
        var storage = GrainStorageHelpers.GetGrainStorage(grainClass, grainContext.ActivationServices);
        return new StateStorageBridge<TGrainState>("state", grainContext, storage);
    }
}

/// <summary>Gives access to the activation that runs.</summary>
internal sealed class GrainContextAccessor : IGrainContextAccessor
{
    /// <inheritdoc/>
    public IGrainContext GrainContext => RuntimeContext.Current!;
}

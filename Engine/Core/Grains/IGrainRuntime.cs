using Orleans.Core;
using Orleans.Timers;

namespace Orleans.Runtime;

/// <summary>What a silo offers to its grains.</summary>
public interface IGrainRuntime
{
    /// <summary>The silo's address as text.</summary>
    string SiloIdentity { get; }

    /// <summary>The silo's address.</summary>
    SiloAddress SiloAddress { get; }

    /// <summary>Makes references to grains.</summary>
    IGrainFactory GrainFactory { get; }

    /// <summary>Makes grain timers.</summary>
    ITimerRegistry TimerRegistry { get; }

    /// <summary>The silo's services.</summary>
    IServiceProvider ServiceProvider { get; }

    /// <summary>The clock of grains.</summary>
    TimeProvider TimeProvider { get; }

    /// <summary>Ends the activation once its running requests have ended.</summary>
    void DeactivateOnIdle(IGrainContext grainContext);

    /// <summary>Keeps the activation from being collected for <paramref name="timeSpan"/>.</summary>
    void DelayDeactivation(IGrainContext grainContext, TimeSpan timeSpan);

    /// <summary>The storage of the state of a <see cref="Grain{TGrainState}"/>.</summary>
    IStorage<TGrainState> GetStorage<TGrainState>(IGrainContext grainContext);
}

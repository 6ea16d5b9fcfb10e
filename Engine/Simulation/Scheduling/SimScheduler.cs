using Orleans.Runtime;

namespace Orleans.Simulation;

/// <summary>Runs the activations of a silo on the simulator's queue.</summary>
internal sealed class SimScheduler(Simulator simulator, SimProcess process) : IWorkScheduler
{
    private static readonly SendOrPostCallback Execute = static state =>
    {
        // An activation's awaits go to its own task scheduler, which a synchronization context would win over.
        SynchronizationContext.SetSynchronizationContext(null);
        ((IThreadPoolWorkItem)state!).Execute();
    };

    /// <inheritdoc/>
    public void Schedule(IThreadPoolWorkItem work) => simulator.Post(process, Execute, work);
}

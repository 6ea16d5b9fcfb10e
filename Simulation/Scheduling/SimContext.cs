namespace OrleansMicro.Simulation.Scheduling;

/// <summary>Brings the continuations of a process outside of grains back to the simulator's queue.</summary>
internal sealed class SimContext(Simulator simulator, SimProcess process) : SynchronizationContext
{
    /// <inheritdoc/>
    public override void Post(SendOrPostCallback d, object? state) => simulator.Post(process, d, state);

    /// <inheritdoc/>
    public override void Send(SendOrPostCallback d, object? state) => d(state);

    /// <inheritdoc/>
    public override SynchronizationContext CreateCopy() => new SimContext(simulator, process);
}

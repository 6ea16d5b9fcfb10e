using OrleansMicro.Simulation.Clients;
using OrleansMicro.Simulation.Shop;

namespace OrleansMicro.Simulation.Checks;

/// <summary>
/// No silo runs a client's call long after the client has stopped waiting for it: what has been asked for since, and was accepted, must stand.
/// Not where silos are stopped and go on: what waits for them in the meantime counts its time from when they take it.
/// </summary>
internal sealed class LateCallCheck(SimWorld world, Broken broken) : IIncomingGrainCallFilter
{
    private const string Key = "asked";

    /// <summary>Notes with the calls that the caller makes next when they were sent.</summary>
    public static void Stamp(TimeSpan now) => RequestContext.Set(Key, now.Ticks);

    /// <inheritdoc/>
    public Task Invoke(IIncomingGrainCallContext context)
    {
        // What a grain calls in turn has a time of its own, though it may carry its first caller's along.
        if (context.SourceId is null && RequestContext.Get(Key) is long asked && world.Faults.Counts.Of(FaultKind.Pause) == 0)
        {
            var age = world.Simulator.Elapsed - TimeSpan.FromTicks(asked);
            broken.Check(6, age <= ShopWorld.MaxCallAge, () =>
                $"{context.InterfaceMethod.DeclaringType!.Name}.{context.MethodName} was run {age} after it was asked for, as its caller had long been told that it took too long.");
        }

        return context.Invoke();
    }
}

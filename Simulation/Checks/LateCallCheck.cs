using OrleansMicro.Simulation.Clients;
using OrleansMicro.Simulation.Shop;

namespace OrleansMicro.Simulation.Checks;

/// <summary>
/// No silo runs a client's call long after the client stopped waiting for it: a change that was accepted meanwhile must not be overwritten. Not checked in seeds
/// that stop and continue silos, because the deadline of a message that waits for a stopped silo starts when the silo takes it.
/// </summary>
internal sealed class LateCallCheck(SimWorld world, Broken broken) : IIncomingGrainCallFilter
{
    private const string Key = "asked";

    /// <summary>Adds the time of sending to the next calls of the caller.</summary>
    public static void Stamp(TimeSpan now) => RequestContext.Set(Key, now.Ticks);

    /// <inheritdoc/>
    public Task Invoke(IIncomingGrainCallContext context)
    {
        // Calls between grains have deadlines of their own, although the time stamp of the client flows along.
        if (context.SourceId is null && RequestContext.Get(Key) is long asked && world.Faults.Counts.Of(FaultKind.Pause) == 0)
        {
            var age = world.Simulator.Elapsed - TimeSpan.FromTicks(asked);
            broken.Check(6, age <= ShopWorld.MaxCallAge, () =>
                $"{context.InterfaceMethod.DeclaringType!.Name}.{context.MethodName} ran {age} after it was sent, long after its caller got a timeout.");
        }

        return context.Invoke();
    }
}

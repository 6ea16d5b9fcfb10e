using OrleansMicro.Simulation.Clients;
using OrleansMicro.Simulation.Shop;

namespace OrleansMicro.Simulation.Checks;

/// <summary>
/// No silo runs a client's call after the client stopped waiting for it: a change that was accepted meanwhile must not be overwritten. Time
/// between processes does not count, because a deadline travels as the time that is left.
/// </summary>
internal sealed class LateCallCheck(SimWorld world, Broken broken) : IIncomingGrainCallFilter
{
    private const string Key = "asked";

    // The clocks of silos are up to 2 % slow, and a busy process takes a call a little late.
    private static readonly TimeSpan MaxHeld = (ShopWorld.CallTimeout * 1.021) + TimeSpan.FromMilliseconds(100);

    /// <summary>Adds the time of sending to the next calls of the caller.</summary>
    public static void Stamp(TimeSpan now) => RequestContext.Set(Key, now.Ticks);

    /// <inheritdoc/>
    public Task Invoke(IIncomingGrainCallContext context)
    {
        // Calls between grains have deadlines of their own, although the time stamp of the client flows along.
        if (context is SimCall { SourceId: null } call && RequestContext.Get(Key) is long asked)
        {
            var held = world.Simulator.Elapsed - TimeSpan.FromTicks(asked) - call.TimeOnWire;
            broken.Check(6, held <= MaxHeld, () =>
                $"{context.InterfaceMethod.DeclaringType!.Name}.{context.MethodName} ran after silos had held it for {held}; "
                + $"its caller got a timeout after {ShopWorld.CallTimeout}.");
        }

        return context.Invoke();
    }
}

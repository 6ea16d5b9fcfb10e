using System.Runtime.CompilerServices;
using OrleansMicro.Simulation.Runtime;

namespace OrleansMicro.Tests.Simulation.Contract;

/// <summary>
/// The calls in the queue of an activation. Only the queue proves that a call has arrived, or that its cancellation has: Orleans keeps no
/// order of messages. Each one that a connection receives is a work item of its own on the thread pool, and can overtake earlier ones.
/// https://github.com/dotnet/orleans/blob/main/src/Orleans.Core/Networking/Connection.cs
/// </summary>
internal static class WaitingCalls
{
    /// <summary>Waits until a number of calls wait at a grain. Its running call must stand at a gate, so that none is taken out.</summary>
    public static async Task Are(int count, IProbe probe)
    {
        while (await probe.Waiting() != count)
        {
            // Each look is a call, so that silo and client make progress.
        }
    }

    /// <summary>How many calls wait in the queue of an activation.</summary>
    public static int Count(IGrainContext activation) => activation is SimActivation simulated ? simulated.WaitingCount : CountReal(activation);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_WaitingCount")]
    private static extern int CountReal([UnsafeAccessorType("Orleans.Runtime.ActivationData, Orleans.Runtime")] object activation);
}

using System.Runtime.CompilerServices;
using Orleans.Storage;

namespace OrleansMicro.Simulation.Runtime;

/// <summary>The two members of Orleans that are needed and not public. They are unchanged from Orleans 7.0 to 10.4.</summary>
internal static class OrleansInternals
{
    /// <summary>Sets the grain that runs on this thread, as Orleans does in <c>WorkItemGroup</c> on the thread pool.</summary>
    public static void SetContext(IGrainContext? context) => Set(null, context!, out _);

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = "SetExecutionContext")]
    private static extern void Set(
        [UnsafeAccessorType("Orleans.Runtime.RuntimeContext, Orleans.Core.Abstractions")] object? runtimeContext, IGrainContext newContext,
        out IGrainContext? before);

    /// <summary>Whether a version conflict comes from the grain that throws it. Only then does Orleans deactivate the grain.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_IsSourceActivation")]
    public static extern bool IsSourceActivation(InconsistentStateException exception);

    /// <summary>Clears the mark before the exception leaves the grain, so that its caller stays active.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_IsSourceActivation")]
    public static extern void SetIsSourceActivation(InconsistentStateException exception, bool value);
}

using System.Runtime.CompilerServices;
using Orleans.Storage;

namespace OrleansMicro.Simulation.Runtime;

/// <summary>
/// The two members of Orleans that the runtime needs and that are not public. Both are unchanged from Orleans 7.0 to 10.4. If a later
/// version renames one, the first seed fails with <see cref="MissingMethodException"/>.
/// </summary>
internal static class OrleansInternals
{
    /// <summary>
    /// Sets the grain that runs on this thread. Orleans sets it in <c>WorkItemGroup</c>, which is tied to the thread pool. <see cref="Grain"/>,
    /// storage and references read it.
    /// </summary>
    public static void SetContext(IGrainContext? context) => Set(null, context!, out _);

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = "SetExecutionContext")]
    private static extern void Set(
        [UnsafeAccessorType("Orleans.Runtime.RuntimeContext, Orleans.Core.Abstractions")] object? runtimeContext, IGrainContext newContext,
        out IGrainContext? before);

    /// <summary>
    /// Whether a version conflict comes from the state of the grain that throws it. Orleans deactivates the grain then, and only then.
    /// </summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_IsSourceActivation")]
    public static extern bool IsSourceActivation(InconsistentStateException exception);

    /// <summary>Clears the mark before the exception leaves the grain, so that its caller stays active.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_IsSourceActivation")]
    public static extern void SetIsSourceActivation(InconsistentStateException exception, bool value);
}

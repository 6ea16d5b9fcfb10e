using System.Runtime.CompilerServices;
using Orleans.Runtime;
using Orleans.Storage;

namespace OrleansMicro.Simulation.Runtime;

/// <summary>All that is used of Orleans and is not public there: two members. If one is renamed, the first seed fails with MissingMethodException.</summary>
internal static class OrleansInternals
{
    /// <summary>What <c>Grain()</c>, storage and reentrancy take for the grain that runs on this thread.</summary>
    public static void SetContext(IGrainContext? context) => Set(null, context!, out _);

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = "SetExecutionContext")]
    private static extern void Set(
        [UnsafeAccessorType("Orleans.Runtime.RuntimeContext, Orleans.Core.Abstractions")] object? runtimeContext, IGrainContext newContext, out IGrainContext? before);

    /// <summary>Whether the exception comes from the state of the grain that lets it escape, which Orleans ends then.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_IsSourceActivation")]
    public static extern bool IsSourceActivation(InconsistentStateException exception);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_IsSourceActivation")]
    public static extern void SetIsSourceActivation(InconsistentStateException exception, bool value);
}

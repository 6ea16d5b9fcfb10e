using Orleans.Runtime;

namespace Orleans.Metadata;

/// <summary>
/// All grain interfaces, methods and grain classes of the process. Found once, at first use, in the entry assembly, the
/// loaded assemblies and what they refer to.
/// </summary>
internal sealed class EngineManifest
{
    private static readonly Lazy<EngineManifest> Instance = new(() => new EngineManifest());

    /// <summary>The manifest of the process.</summary>
    public static EngineManifest Current => Instance.Value;

    /// <summary>All grain classes; generic ones as open types.</summary>
    public IReadOnlyList<GrainClassInfo> GrainClasses => throw new NotImplementedException();

    /// <summary>The interface, closed if it is generic.</summary>
    /// <exception cref="ArgumentException">It is no grain interface, or no code was generated for it.</exception>
    public GrainInterfaceInfo GetInterface(Type interfaceType) => throw new NotImplementedException();

    /// <summary>The interface by its wire name.</summary>
    /// <exception cref="ArgumentException">No interface has this name.</exception>
    public GrainInterfaceInfo GetInterface(GrainInterfaceType interfaceType) => throw new NotImplementedException();

    /// <summary>The class that serves an interface.</summary>
    /// <param name="interfaceType">A grain interface, closed if it is generic.</param>
    /// <param name="classNamePrefix">Chooses among several classes by the start of their full name.</param>
    /// <exception cref="ArgumentException">There is none, or more than one.</exception>
    public GrainClassInfo GetGrainClass(Type interfaceType, string? classNamePrefix = null) => throw new NotImplementedException();

    /// <summary>The class of a grain type, closed if it is generic; null if there is none.</summary>
    public GrainClassInfo? FindGrainClass(GrainType grainType) => throw new NotImplementedException();
}

using Orleans.Runtime;

namespace Orleans;

/// <summary>Names the grain type of a class; without it the name of the class, less "Grain", in lower case.</summary>
/// <param name="grainType">The name.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
public sealed class GrainTypeAttribute(string grainType) : Attribute
{
    private readonly GrainType _grainType = Runtime.GrainType.Create(grainType);

    /// <summary>The grain type.</summary>
    public GrainType GetGrainType(IServiceProvider services, Type type) => _grainType;
}

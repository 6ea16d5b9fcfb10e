using Orleans.Runtime;

namespace Orleans;

/// <summary>Names the grain type that serves an interface which several classes implement.</summary>
[AttributeUsage(AttributeTargets.Interface)]
public sealed class DefaultGrainTypeAttribute(string grainType) : Attribute
{
    internal GrainType GrainType { get; } = GrainType.Create(grainType);
}

using Orleans.Runtime;

namespace Orleans.Metadata;

/// <summary>A grain class.</summary>
/// <param name="Type">The class; closed if it is generic.</param>
/// <param name="GrainType">The type of its grains.</param>
/// <param name="Interfaces">The grain interfaces that it implements.</param>
internal sealed record GrainClassInfo(Type Type, GrainType GrainType, IReadOnlyList<Type> Interfaces);

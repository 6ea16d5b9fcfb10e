namespace Orleans.Runtime;

/// <summary>Names a grain interface on the wire; without it its alias or full name.</summary>
[AttributeUsage(AttributeTargets.Interface)]
public sealed class GrainInterfaceTypeAttribute(string value) : Attribute
{
    private readonly GrainInterfaceType _value = GrainInterfaceType.Create(value);

    /// <summary>The name.</summary>
    public GrainInterfaceType GetGrainInterfaceType(IServiceProvider services, Type type) => _value;

    internal GrainInterfaceType GetGrainInterfaceType() => _value;
}

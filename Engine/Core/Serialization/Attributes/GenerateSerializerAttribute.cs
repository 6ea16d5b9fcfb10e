namespace Orleans;

/// <summary>Asks for the code that writes, reads and copies the type. Members are chosen with <see cref="IdAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum)]
public sealed class GenerateSerializerAttribute : Attribute
{
    /// <summary>Whether the parameters of the primary constructor are members; so they are for records without asking.</summary>
    public bool IncludePrimaryConstructorParameters { get; init; }

    /// <summary>Which members get an id without <see cref="IdAttribute"/>.</summary>
    public GenerateFieldIds GenerateFieldIds { get; init; } = GenerateFieldIds.None;
}

/// <summary>Which members get an id without <see cref="IdAttribute"/>.</summary>
public enum GenerateFieldIds
{
    /// <summary>None.</summary>
    None,

    /// <summary>The public properties that can be set; their ids are made from their names.</summary>
    PublicProperties,
}

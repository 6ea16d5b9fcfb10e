using System.ComponentModel;

namespace Orleans.Metadata;

/// <summary>What the generator found in one assembly.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class GeneratedManifest
{
    /// <summary>Registers interfaces, methods, grain classes and codecs of the assembly.</summary>
    public abstract void Register(ManifestBuilder builder);
}

/// <summary>Names the generated manifest of an assembly.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class GeneratedManifestAttribute(Type manifest) : Attribute
{
    /// <summary>A subclass of <see cref="GeneratedManifest"/>.</summary>
    public Type Manifest { get; } = manifest;
}

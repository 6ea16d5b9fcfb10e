using Orleans.Runtime;

namespace Orleans.Metadata;

/// <summary>A grain interface and how to make references of it.</summary>
/// <param name="Type">The interface; closed if it is generic.</param>
/// <param name="InterfaceType">Its name on the wire.</param>
/// <param name="Version">Its version.</param>
/// <param name="CreateReference">Makes a generated reference.</param>
internal sealed record GrainInterfaceInfo(
    Type Type,
    GrainInterfaceType InterfaceType,
    ushort Version,
    Func<GrainReferenceShared, IdSpan, GrainReference> CreateReference);

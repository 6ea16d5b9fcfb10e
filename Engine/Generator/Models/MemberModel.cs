namespace OrleansMicro.Engine.Generator.Models;

/// <summary>A field or property that goes into messages.</summary>
/// <param name="Id">Its number in messages.</param>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its type.</param>
/// <param name="Get">How it is read.</param>
/// <param name="Set">How it is written.</param>
internal sealed record MemberModel(uint Id, string Name, ValueModel Value, Access Get, Access Set);

/// <summary>How code reaches a member.</summary>
/// <param name="Kind">The way.</param>
/// <param name="Name">The name of the field or method for accessors.</param>
internal sealed record Access(AccessKind Kind, string Name);

internal enum AccessKind
{
    /// <summary>By its name.</summary>
    Direct,

    /// <summary>Through an unsafe accessor of a field.</summary>
    Field,

    /// <summary>Through an unsafe accessor of a method.</summary>
    Method,
}

namespace OrleansMicro.Engine.Generator.Models;

/// <summary>A class or struct with <c>[GenerateSerializer]</c>.</summary>
/// <param name="Name">Where generated things for it are named after.</param>
/// <param name="Type">Its name in code.</param>
/// <param name="IsStruct">A struct, not a class.</param>
/// <param name="IsSealed">Values have exactly this type.</param>
/// <param name="IsShallow">Values are shared instead of copied.</param>
/// <param name="IsTracked">An object met twice in a message is written once.</param>
/// <param name="Creation">How an empty object is made.</param>
/// <param name="BaseType">The nearest base class that has a codec of its own.</param>
/// <param name="Members">The members of the type itself, by ascending id.</param>
internal sealed record TypeModel(
    GeneratedName Name,
    TypeName Type,
    bool IsStruct,
    bool IsSealed,
    bool IsShallow,
    bool IsTracked,
    Creation Creation,
    string? BaseType,
    EquatableArray<MemberModel> Members);

/// <summary>How an empty object is made before its members are set.</summary>
internal enum Creation
{
    /// <summary>Not at all: the class is abstract.</summary>
    None,

    /// <summary>By the constructor without parameters.</summary>
    New,

    /// <summary>By a constructor without parameters that code cannot call: it is private, or there are required members.</summary>
    Constructor,

    /// <summary>Without a constructor.</summary>
    Uninitialized,
}

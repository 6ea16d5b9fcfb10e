using Microsoft.CodeAnalysis;
using OrleansMicro.Engine.Generator.Models;

namespace OrleansMicro.Engine.Generator;

/// <summary>What the generator complains about, under the numbers that Orleans uses.</summary>
internal static class Problems
{
    public static readonly DiagnosticDescriptor InaccessibleType = Error(
        "ORLEANS0107",
        "Serializable type is not accessible",
        "The type '{0}' has [GenerateSerializer] but cannot be reached by generated code: make it and the types around it at least internal");

    public static readonly DiagnosticDescriptor InterfaceProperty = Error(
        "ORLEANS0105",
        "Grain interfaces must not contain properties",
        "The grain interface '{0}' has the property '{1}': a grain can only be called by methods");

    public static readonly DiagnosticDescriptor InvalidReturnType = Error(
        "ORLEANS0102",
        "Grain methods must return a task",
        "The grain method '{0}.{1}' returns '{2}': it must return Task, Task<T>, ValueTask, ValueTask<T> or void");

    public static readonly DiagnosticDescriptor DuplicateId = Error(
        "ORLEANS0012",
        "Members must have different ids",
        "The members '{0}' and '{1}' of '{2}' have the same id {3}");

    public static readonly DiagnosticDescriptor SeveralTokens = Error(
        "ORLEANS0109",
        "Grain methods take at most one cancellation token",
        "The grain method '{0}.{1}' has more than one CancellationToken parameter");

    public static readonly DiagnosticDescriptor ReferenceParameter = Error(
        "ORLEANS0002",
        "Grain methods take their arguments by value",
        "The parameter '{2}' of the grain method '{0}.{1}' is passed by reference, which a call cannot do");

    public static readonly DiagnosticDescriptor Unsettable = Error(
        "ORLEANS0101",
        "A member cannot be set",
        "The property '{0}.{1}' has an id but neither a setter nor a field behind it");

    public static Problem At(this DiagnosticDescriptor descriptor, ISymbol symbol, params string[] arguments)
        => new(descriptor, Place.Of(symbol), arguments.ToEquatableArray());

    private static DiagnosticDescriptor Error(string id, string title, string message)
        => new(id, title, message, "Usage", DiagnosticSeverity.Error, isEnabledByDefault: true);
}

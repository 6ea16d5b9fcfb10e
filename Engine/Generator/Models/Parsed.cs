using Microsoft.CodeAnalysis;

namespace OrleansMicro.Engine.Generator.Models;

/// <summary>What was found at a declaration: a model, or what is wrong with it.</summary>
internal sealed record Parsed<T>(T? Model, EquatableArray<Problem> Problems)
    where T : class, IEquatable<T>;

/// <summary>A diagnostic in a form that can be compared.</summary>
internal sealed record Problem(DiagnosticDescriptor Descriptor, Place Place, EquatableArray<string> Arguments)
{
    public Diagnostic ToDiagnostic() => Diagnostic.Create(Descriptor, Place.ToLocation(), [.. Arguments]);
}

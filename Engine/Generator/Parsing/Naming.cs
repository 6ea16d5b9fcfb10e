using System.Text;
using Microsoft.CodeAnalysis;
using OrleansMicro.Engine.Generator.Models;

namespace OrleansMicro.Engine.Generator.Parsing;

/// <summary>Names for generated classes, and type names and type parameters as code.</summary>
internal static class Naming
{
    private const string RootNamespace = "OrleansCodeGen";

    /// <summary>A class name that no other type of the assembly leads to.</summary>
    public static GeneratedName Generated(string prefix, INamedTypeSymbol type)
    {
        var name = new StringBuilder(prefix);
        foreach (var part in Nesting(type))
        {
            name.Append('_').Append(part.Name);
            if (part.Arity > 0)
            {
                name.Append('_').Append(part.Arity);
            }
        }

        var inside = type.ContainingNamespace is { IsGlobalNamespace: false } space ? "." + space.ToDisplayString() : "";
        return new GeneratedName(RootNamespace + inside, name.ToString(), $"{RootNamespace}{inside}.{name}.g.cs");
    }

    public static TypeName Of(INamedTypeSymbol type)
    {
        var parameters = Nesting(type).SelectMany(part => part.TypeParameters).ToArray();
        var list = List(parameters);
        return new TypeName(type.Code(), Unbound(type), list);
    }

    public static TypeParameterList List(IReadOnlyCollection<ITypeParameterSymbol> parameters)
        => new(
            parameters.Select(parameter => parameter.Name).ToEquatableArray(),
            parameters.Select(Constraints).Where(constraint => constraint.Length > 0).ToEquatableArray());

    /// <summary>The type as in <c>typeof(X&lt;&gt;)</c>.</summary>
    public static string Unbound(INamedTypeSymbol type)
    {
        var name = new StringBuilder("global::");
        if (type.ContainingNamespace is { IsGlobalNamespace: false } space)
        {
            name.Append(space.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(
                SymbolDisplayGlobalNamespaceStyle.Omitted))).Append('.');
        }

        var parts = Nesting(type).Select(part => "@" + part.Name + (part.Arity == 0 ? "" : $"<{new string(',', part.Arity - 1)}>"));
        return name.Append(string.Join(".", parts)).ToString();
    }

    private static IEnumerable<INamedTypeSymbol> Nesting(INamedTypeSymbol type)
    {
        if (type.ContainingType is { } outer)
        {
            foreach (var part in Nesting(outer))
            {
                yield return part;
            }
        }

        yield return type;
    }

    private static string Constraints(ITypeParameterSymbol parameter)
    {
        var constraints = new List<string>();
        if (parameter.HasUnmanagedTypeConstraint)
        {
            constraints.Add("unmanaged");
        }
        else if (parameter.HasValueTypeConstraint)
        {
            constraints.Add("struct");
        }
        else if (parameter.HasReferenceTypeConstraint)
        {
            constraints.Add(parameter.ReferenceTypeConstraintNullableAnnotation == NullableAnnotation.Annotated ? "class?" : "class");
        }
        else if (parameter.HasNotNullConstraint)
        {
            constraints.Add("notnull");
        }

        constraints.AddRange(parameter.ConstraintTypes.Select(type => type.Code()));
        if (parameter.HasConstructorConstraint)
        {
            constraints.Add("new()");
        }

        return constraints.Count == 0 ? "" : $"where {parameter.Name} : {string.Join(", ", constraints)}";
    }
}

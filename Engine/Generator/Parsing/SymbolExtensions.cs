using Microsoft.CodeAnalysis;

namespace OrleansMicro.Engine.Generator.Parsing;

/// <summary>Questions about symbols.</summary>
internal static class SymbolExtensions
{
    private static readonly SymbolDisplayFormat QualifiedName = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.ExpandNullable);

    private static readonly SymbolDisplayFormat QualifiedType = QualifiedName
        .WithGenericsOptions(SymbolDisplayGenericsOptions.IncludeTypeParameters);

    /// <summary>The type as generated code names it.</summary>
    public static string Code(this ITypeSymbol type)
        => type.TypeKind == TypeKind.Dynamic ? "object" : type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    /// <summary>The type with its namespace and type arguments, for names in messages.</summary>
    public static string WireName(this ITypeSymbol type) => type.ToDisplayString(QualifiedType);

    /// <summary>The name with namespace and containing types but without type arguments.</summary>
    public static string Qualified(this ITypeSymbol type) => type.OriginalDefinition.ToDisplayString(QualifiedName);

    public static AttributeData? FindAttribute(this ISymbol symbol, string fullName)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is { } type && type.Qualified() == fullName)
            {
                return attribute;
            }
        }

        return null;
    }

    public static bool HasAttribute(this ISymbol symbol, string fullName) => symbol.FindAttribute(fullName) is not null;

    /// <summary>The first argument of an attribute.</summary>
    public static object? FirstArgument(this AttributeData attribute)
        => attribute.ConstructorArguments.Length > 0 ? attribute.ConstructorArguments[0].Value : null;

    /// <summary>True if code elsewhere in the assembly can name the type.</summary>
    public static bool IsReachable(this ITypeSymbol type)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (!IsReachable(current.DeclaredAccessibility))
            {
                return false;
            }
        }

        return true;
    }

    public static bool IsReachable(Accessibility accessibility)
        => accessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal;

    public static bool IsGrainInterface(this INamedTypeSymbol type)
    {
        if (type.TypeKind != TypeKind.Interface)
        {
            return false;
        }

        foreach (var parent in type.AllInterfaces)
        {
            if (parent.Qualified() == WellKnown.Addressable)
            {
                return !WellKnown.MarkerInterfaces.Contains(type.Qualified());
            }
        }

        return false;
    }

    /// <summary>The class and its base classes, nearest first.</summary>
    public static IEnumerable<INamedTypeSymbol> BaseTypes(this INamedTypeSymbol type)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            yield return current;
        }
    }
}

using Microsoft.CodeAnalysis;

namespace OrleansMicro.Engine.Generator.Parsing;

/// <summary>Looks at what the fields of a type can lead to.</summary>
internal static class TypeGraph
{
    /// <summary>True if a value can contain another value of the same type, as far as declared types tell.</summary>
    public static bool ContainsItself(INamedTypeSymbol type)
    {
        var seen = new HashSet<ITypeSymbol>(SymbolEqualityComparer.Default);
        return Fields(type).Any(field => Reaches(field, type.OriginalDefinition, seen));
    }

    private static bool Reaches(ITypeSymbol from, ITypeSymbol wanted, HashSet<ITypeSymbol> seen)
    {
        if (SymbolEqualityComparer.Default.Equals(from.OriginalDefinition, wanted))
        {
            return true;
        }

        if (!seen.Add(from))
        {
            return false;
        }

        return from switch
        {
            IArrayTypeSymbol array => Reaches(array.ElementType, wanted, seen),
            INamedTypeSymbol named => named.TypeArguments.Any(argument => Reaches(argument, wanted, seen))
                || (IsOurs(named) && Fields(named).Any(field => Reaches(field, wanted, seen))),
            _ => false,
        };
    }

    private static bool IsOurs(INamedTypeSymbol type) => type.HasAttribute(WellKnown.GenerateSerializer);

    private static IEnumerable<ITypeSymbol> Fields(INamedTypeSymbol type)
        => type.BaseTypes().Prepend(type)
            .SelectMany(current => current.GetMembers())
            .OfType<IFieldSymbol>()
            .Where(field => !field.IsStatic)
            .Select(field => field.Type);
}

using Microsoft.CodeAnalysis;
using OrleansMicro.Engine.Generator.Models;

namespace OrleansMicro.Engine.Generator.Parsing;

/// <summary>Decides how values of a type are written and whether they need copying.</summary>
internal static class ValueParser
{
    public static ValueModel Parse(ITypeSymbol type, bool immutable)
    {
        var isEnum = type.TypeKind == TypeKind.Enum;
        var underlying = isEnum ? ((INamedTypeSymbol)type).EnumUnderlyingType! : type;
        return new ValueModel(type.Code(), GetPrimitive(underlying.SpecialType), isEnum, immutable || IsShallow(type));
    }

    /// <summary>True if it is known at compile time that values never need copying.</summary>
    private static bool IsShallow(ITypeSymbol type)
    {
        if (type.TypeKind == TypeKind.Enum || type.SpecialType is >= SpecialType.System_Boolean and <= SpecialType.System_String)
        {
            return true;
        }

        if (type is not INamedTypeSymbol named)
        {
            return false;
        }

        return named.Qualified() switch
        {
            "System.Nullable" or "System.Collections.Immutable.ImmutableArray" => IsShallow(named.TypeArguments[0]),
            var name => WellKnown.ShallowTypes.Contains(name) || (named.HasAttribute(WellKnown.Immutable) && IsExact(named)),
        };
    }

    /// <summary>True if values cannot be of a derived type.</summary>
    private static bool IsExact(ITypeSymbol type) => type.IsSealed || type.IsValueType;

    private static Primitive? GetPrimitive(SpecialType type)
        => type switch
        {
            SpecialType.System_String => new Primitive("String", "string"),
            SpecialType.System_Boolean => new Primitive("Boolean", "bool"),
            SpecialType.System_Int32 => new Primitive("Int32", "int"),
            SpecialType.System_Int64 => new Primitive("Int64", "long"),
            SpecialType.System_UInt32 => new Primitive("UInt32", "uint"),
            SpecialType.System_UInt64 => new Primitive("UInt64", "ulong"),
            _ => null,
        };
}

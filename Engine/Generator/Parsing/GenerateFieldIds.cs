using Microsoft.CodeAnalysis;

namespace OrleansMicro.Engine.Generator.Parsing;

/// <summary>Ids made from the names of public properties, on request.</summary>
internal static class GenerateFieldIds
{
    private const int PublicProperties = 1;

    // Leaves the lowest bit free, and keeps tags within 32 bits.
    private const uint Mask = 0x0FFF_FFFF;

    public static bool IsOn(INamedTypeSymbol type)
        => (type.FindAttribute(WellKnown.GenerateSerializer)?.NamedArguments ?? [])
            .Any(argument => argument is { Key: "GenerateFieldIds", Value.Value: PublicProperties });

    /// <summary>A hash of type and name of the member.</summary>
    public static uint IdOf(ISymbol member)
    {
        var hash = 2166136261u;
        foreach (var character in $"{((IPropertySymbol)member).Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}%{member.Name}")
        {
            hash = unchecked((hash ^ character) * 16777619u);
        }

        return hash & Mask;
    }
}

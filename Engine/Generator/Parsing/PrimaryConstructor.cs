using Microsoft.CodeAnalysis;

namespace OrleansMicro.Engine.Generator.Parsing;

/// <summary>The parameters of a primary constructor, which are members without saying so.</summary>
internal static class PrimaryConstructor
{
    /// <summary>The ids of the properties that stand for parameters: from the parameter's attribute, else its position.</summary>
    public static IReadOnlyDictionary<string, (uint Id, bool IsExplicit)> Positions(INamedTypeSymbol type)
    {
        var positions = new Dictionary<string, (uint, bool)>(StringComparer.Ordinal);
        if (!IsIncluded(type) || Find(type) is not { } constructor)
        {
            return positions;
        }

        for (var i = 0; i < constructor.Parameters.Length; i++)
        {
            var parameter = constructor.Parameters[i];
            var id = parameter.FindAttribute(WellKnown.Id)?.FirstArgument() as uint?;
            positions[parameter.Name] = (id ?? (uint)i, id.HasValue);
        }

        return positions;
    }

    private static bool IsIncluded(INamedTypeSymbol type)
    {
        foreach (var argument in type.FindAttribute(WellKnown.GenerateSerializer)?.NamedArguments ?? [])
        {
            if (argument is { Key: "IncludePrimaryConstructorParameters", Value.Value: bool included })
            {
                return included;
            }
        }

        return type.IsRecord;
    }

    private static IMethodSymbol? Find(INamedTypeSymbol type)
    {
        if (!type.IsRecord)
        {
            var chosen = type.InstanceConstructors.FirstOrDefault(candidate => candidate.HasAttribute(WellKnown.GeneratedActivatorConstructor));
            if (chosen is not null)
            {
                return chosen;
            }
        }

        // The primary constructor is the one that is declared by the type's own declaration.
        return type.InstanceConstructors.FirstOrDefault(candidate => candidate.Parameters.Length > 0
            && candidate.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax()
                is Microsoft.CodeAnalysis.CSharp.Syntax.TypeDeclarationSyntax));
    }
}

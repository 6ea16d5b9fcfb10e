using Microsoft.CodeAnalysis;
using OrleansMicro.Engine.Generator.Models;

namespace OrleansMicro.Engine.Generator.Parsing;

/// <summary>Recognises classes whose instances serve grain interfaces.</summary>
internal static class GrainClassParser
{
    private const string Grain = "Orleans.IGrain";

    public static GrainClassModel? Parse(INamedTypeSymbol type)
    {
        var isGrain = type is { TypeKind: TypeKind.Class, IsAbstract: false, IsStatic: false }
            && type.IsReachable()
            && type.AllInterfaces.Any(candidate => candidate.Qualified() == Grain);
        return isGrain ? new GrainClassModel(Naming.Unbound(type)) : null;
    }
}

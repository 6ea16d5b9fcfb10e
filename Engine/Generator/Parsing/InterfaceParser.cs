using Microsoft.CodeAnalysis;
using OrleansMicro.Engine.Generator.Models;

namespace OrleansMicro.Engine.Generator.Parsing;

/// <summary>Turns a grain interface into its model.</summary>
internal static class InterfaceParser
{
    public static Parsed<InterfaceModel>? Parse(INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (!type.IsGrainInterface() || !type.IsReachable())
        {
            return null;
        }

        var problems = new List<Problem>();
        var methods = new List<MethodModel>();
        foreach (var declaring in type.AllInterfaces.Prepend(type))
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var member in declaring.GetMembers().Where(member => !member.IsStatic))
            {
                if (member is IPropertySymbol property)
                {
                    problems.Add(Problems.InterfaceProperty.At(property, type.ToDisplayString(), property.Name));
                }
                else if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary } method
                    && MethodParser.Parse(type, method, methods.Count, problems) is { } model)
                {
                    methods.Add(model);
                }
            }
        }

        var result = problems.Count > 0
            ? null
            : new InterfaceModel(Naming.Generated("Reference", type), Naming.Of(type), methods.ToEquatableArray());
        return new Parsed<InterfaceModel>(result, problems.ToEquatableArray());
    }
}

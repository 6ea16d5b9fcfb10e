using Microsoft.CodeAnalysis;
using OrleansMicro.Engine.Generator.Models;

namespace OrleansMicro.Engine.Generator.Parsing;

/// <summary>Turns a method of a grain interface into its model.</summary>
internal static class MethodParser
{
    public static MethodModel? Parse(INamedTypeSymbol interfaceType, IMethodSymbol method, int index, List<Problem> problems)
    {
        if (GetReturn(method) is not var (kind, result))
        {
            problems.Add(Problems.InvalidReturnType.At(
                method, interfaceType.ToDisplayString(), method.Name, method.ReturnType.ToDisplayString()));
            return null;
        }

        if (!CheckParameters(interfaceType, method, problems))
        {
            return null;
        }

        var immutableResult = method.GetReturnTypeAttributes().Any(attribute => attribute.AttributeClass?.Qualified() == WellKnown.Immutable);
        return new MethodModel(
            method.Name,
            $"{method.Name}_{index}",
            GetWireName(interfaceType, method),
            method.ContainingType.Code(),
            kind,
            method.ReturnType.Code(),
            result?.Code() ?? "",
            immutableResult,
            GetOptions(method),
            GetTimeout(method),
            Naming.List(method.TypeParameters),
            method.Parameters.Select(ParseParameter).ToEquatableArray());
    }

    private static ParameterModel ParseParameter(IParameterSymbol parameter)
        => new(
            parameter.Name,
            ValueParser.Parse(parameter.Type, parameter.HasAttribute(WellKnown.Immutable)),
            IsCancellationToken(parameter));

    private static bool IsCancellationToken(IParameterSymbol parameter) => parameter.Type.Qualified() == WellKnown.CancellationToken;

    private static bool CheckParameters(INamedTypeSymbol interfaceType, IMethodSymbol method, List<Problem> problems)
    {
        var before = problems.Count;
        if (method.Parameters.Count(IsCancellationToken) > 1)
        {
            problems.Add(Problems.SeveralTokens.At(method, interfaceType.ToDisplayString(), method.Name));
        }

        foreach (var parameter in method.Parameters.Where(parameter => parameter.RefKind != RefKind.None))
        {
            problems.Add(Problems.ReferenceParameter.At(parameter, interfaceType.ToDisplayString(), method.Name, parameter.Name));
        }

        return problems.Count == before;
    }

    private static (ReturnKind Kind, ITypeSymbol? Result)? GetReturn(IMethodSymbol method)
    {
        if (method.ReturnsVoid)
        {
            return (ReturnKind.Void, null);
        }

        return method.ReturnType is not INamedTypeSymbol type
            ? null
            : (type.Qualified(), type.Arity) switch
            {
                (WellKnown.Task, 0) => (ReturnKind.Task, null),
                (WellKnown.Task, 1) => (ReturnKind.TaskOfResult, type.TypeArguments[0]),
                (WellKnown.ValueTask, 0) => (ReturnKind.ValueTask, null),
                (WellKnown.ValueTask, 1) => (ReturnKind.ValueTaskOfResult, type.TypeArguments[0]),
                _ => null,
            };
    }

    private static string GetOptions(IMethodSymbol method)
    {
        var options = new List<string>();
        Add(WellKnown.OneWay, "OneWay");
        Add(WellKnown.ReadOnly, "ReadOnly");
        Add(WellKnown.AlwaysInterleave, "AlwaysInterleave");
        Add(WellKnown.Unordered, "Unordered");
        return options.Count == 0 ? "CallOptions__.None" : string.Join(" | ", options);

        void Add(string attribute, string option)
        {
            if (method.HasAttribute(attribute) || (option == "Unordered" && method.ContainingType.HasAttribute(attribute)))
            {
                options.Add("CallOptions__." + option);
            }
        }
    }

    private static string? GetTimeout(IMethodSymbol method)
        => method.FindAttribute(WellKnown.ResponseTimeout)?.FirstArgument() as string;

    /// <summary>
    /// The alias, or name and parameters. A method of another interface is told apart by that interface, because two of
    /// them may declare the same method.
    /// </summary>
    private static string GetWireName(INamedTypeSymbol interfaceType, IMethodSymbol method)
    {
        var name = Alias(method) ?? Signature(method);
        return SymbolEqualityComparer.Default.Equals(method.ContainingType, interfaceType)
            ? name
            : $"{Alias(method.ContainingType) ?? method.ContainingType.WireName()}.{name}";

        static string? Alias(ISymbol symbol) => symbol.FindAttribute(WellKnown.Alias)?.FirstArgument() as string;

        static string Signature(IMethodSymbol method)
        {
            if (method.FindAttribute(WellKnown.Id)?.FirstArgument() is uint id)
            {
                return id.ToString();
            }

            var arity = method.Arity == 0 ? "" : $"`{method.Arity}";
            return $"{method.Name}{arity}({string.Join(",", method.Parameters.Select(parameter => parameter.Type.WireName()))})";
        }
    }
}

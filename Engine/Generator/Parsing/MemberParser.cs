using Microsoft.CodeAnalysis;
using OrleansMicro.Engine.Generator.Models;

namespace OrleansMicro.Engine.Generator.Parsing;

/// <summary>Finds the members of a type that go into messages and their ids.</summary>
internal static class MemberParser
{
    public static IReadOnlyList<MemberModel> Parse(INamedTypeSymbol type, List<Problem> problems)
    {
        var found = Find(type).ToList();
        var hasImplicit = found.Any(member => member.Implicit);
        var byId = new SortedDictionary<uint, (ISymbol Symbol, MemberModel Model)>();
        foreach (var (symbol, id, isImplicit) in found)
        {
            // Members by position and members by id count on their own; one bit tells them apart where a type has both kinds.
            var wireId = hasImplicit ? (id << 1) | (isImplicit ? 0u : 1u) : id;
            if (byId.TryGetValue(wireId, out var other))
            {
                problems.Add(Problems.DuplicateId.At(symbol, other.Symbol.Name, symbol.Name, type.ToDisplayString(), id.ToString()));
            }
            else if (CreateModel(symbol, wireId) is { } model)
            {
                byId.Add(wireId, (symbol, model));
            }
            else
            {
                problems.Add(Problems.Unsettable.At(symbol, type.ToDisplayString(), symbol.Name));
            }
        }

        return [.. byId.Values.Select(member => member.Model)];
    }

    private static IEnumerable<(ISymbol Symbol, uint Id, bool Implicit)> Find(INamedTypeSymbol type)
    {
        var positions = PrimaryConstructor.Positions(type);
        var implicitIds = GenerateFieldIds.IsOn(type) && !type.GetMembers().Any(member => member.HasAttribute(WellKnown.Id));
        foreach (var member in type.GetMembers())
        {
            if (member.IsStatic || member.IsAbstract || member is not (IFieldSymbol or IPropertySymbol { IsIndexer: false }))
            {
                continue;
            }

            if (member is IFieldSymbol { AssociatedSymbol: IPropertySymbol } || BackingField(member)?.HasAttribute(WellKnown.NonSerialized) == true
                || member.HasAttribute(WellKnown.NonSerialized))
            {
                continue;
            }

            var explicitId = member.FindAttribute(WellKnown.Id) ?? BackingField(member)?.FindAttribute(WellKnown.Id);
            if (explicitId?.FirstArgument() is uint id)
            {
                yield return (member, id, false);
            }
            else if (positions.TryGetValue(member.Name, out var position) && IsPositional(member, type))
            {
                yield return (member, position.Id, !position.IsExplicit);
            }
            else if (implicitIds && member is IPropertySymbol { DeclaredAccessibility: Accessibility.Public, SetMethod: not null })
            {
                yield return (member, GenerateFieldIds.IdOf(member), false);
            }
        }
    }

    private static bool IsPositional(ISymbol member, INamedTypeSymbol type)
        => member is IPropertySymbol property && (type.IsRecord || BackingField(property) is not null);

    private static MemberModel? CreateModel(ISymbol symbol, uint id)
    {
        var immutable = symbol.HasAttribute(WellKnown.Immutable) || BackingField(symbol)?.HasAttribute(WellKnown.Immutable) == true;
        if (symbol is IFieldSymbol field)
        {
            var reachable = SymbolExtensions.IsReachable(field.DeclaredAccessibility);
            return new MemberModel(
                id,
                field.Name,
                ValueParser.Parse(field.Type, immutable),
                new Access(reachable ? AccessKind.Direct : AccessKind.Field, field.Name),
                new Access(reachable && !field.IsReadOnly ? AccessKind.Direct : AccessKind.Field, field.Name));
        }

        var property = (IPropertySymbol)symbol;
        var backing = BackingField(property);
        return GetSetter(property, backing) is not { } setter || GetGetter(property, backing) is not { } getter
            ? null
            : new MemberModel(id, property.Name, ValueParser.Parse(property.Type, immutable), getter, setter);
    }

    private static Access? GetGetter(IPropertySymbol property, IFieldSymbol? backing)
    {
        if (backing is not null && (property.IsVirtual || property.IsOverride))
        {
            return new Access(AccessKind.Field, backing.Name);
        }

        if (property.GetMethod is { } getter)
        {
            return SymbolExtensions.IsReachable(getter.DeclaredAccessibility)
                ? new Access(AccessKind.Direct, property.Name)
                : backing is null ? new Access(AccessKind.Method, getter.Name) : new Access(AccessKind.Field, backing.Name);
        }

        return backing is null ? null : new Access(AccessKind.Field, backing.Name);
    }

    private static Access? GetSetter(IPropertySymbol property, IFieldSymbol? backing)
    {
        if (backing is not null)
        {
            return new Access(AccessKind.Field, backing.Name);
        }

        return property.SetMethod is not { } setter
            ? null
            : SymbolExtensions.IsReachable(setter.DeclaredAccessibility) && !setter.IsInitOnly
                ? new Access(AccessKind.Direct, property.Name)
                : new Access(AccessKind.Method, setter.Name);
    }

    private static IFieldSymbol? BackingField(ISymbol member)
        => member is IPropertySymbol property
            ? property.ContainingType.GetMembers().OfType<IFieldSymbol>()
                .FirstOrDefault(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property))
            : null;
}

using Microsoft.CodeAnalysis;
using OrleansMicro.Engine.Generator.Models;

namespace OrleansMicro.Engine.Generator.Parsing;

/// <summary>Turns a type with <c>[GenerateSerializer]</c> into its model.</summary>
internal static class TypeParser
{
    public static Parsed<TypeModel> Parse(INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (type.TypeKind == TypeKind.Enum)
        {
            // Enums need no code of their own; the attribute is allowed so that they can have an alias.
            return new Parsed<TypeModel>(null, default);
        }

        if (!type.IsReachable())
        {
            return new Parsed<TypeModel>(null, new[] { Problems.InaccessibleType.At(type, type.ToDisplayString()) }.ToEquatableArray());
        }

        cancellation.ThrowIfCancellationRequested();
        var problems = new List<Problem>();
        var members = MemberParser.Parse(type, problems);
        var isShallow = type.HasAttribute(WellKnown.Immutable);
        var exact = type.IsSealed || type.IsValueType;
        var model = new TypeModel(
            Naming.Generated("Codec", type),
            Naming.Of(type),
            type.IsValueType,
            type.IsSealed,
            isShallow && exact,
            IsTracked: !type.IsValueType && !CanGoUntracked(type, isShallow),
            GetCreation(type),
            FindBase(type),
            members.ToEquatableArray());
        return new Parsed<TypeModel>(problems.Count == 0 ? model : null, problems.ToEquatableArray());
    }

    /// <summary>
    /// Objects need not be told apart when nobody can tell the difference and there can be no cycle through them: the class is
    /// sealed and immutable, has no setters, and does not contain itself.
    /// </summary>
    private static bool CanGoUntracked(INamedTypeSymbol type, bool isImmutable)
        => type.HasAttribute(WellKnown.SuppressReferenceTracking)
            || (isImmutable && type.IsSealed && !HasSetters(type) && !TypeGraph.ContainsItself(type));

    private static bool HasSetters(INamedTypeSymbol type)
        => type.GetMembers().Any(member => !member.IsStatic && member switch
        {
            IPropertySymbol property => property.SetMethod is { IsInitOnly: false },
            IFieldSymbol field => field is { IsReadOnly: false, AssociatedSymbol: null },
            _ => false,
        });

    private static Creation GetCreation(INamedTypeSymbol type)
    {
        if (type.IsAbstract)
        {
            return Creation.None;
        }

        var constructor = type.InstanceConstructors.FirstOrDefault(candidate => candidate.Parameters.Length == 0);
        if (type.IsValueType || constructor is null)
        {
            return Creation.Uninitialized;
        }

        var callable = SymbolExtensions.IsReachable(constructor.DeclaredAccessibility) && !HasRequiredMembers(type);
        return callable ? Creation.New : Creation.Constructor;
    }

    private static bool HasRequiredMembers(INamedTypeSymbol type)
        => type.BaseTypes().Prepend(type).Any(current => current.GetMembers().Any(member => member is
            IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true }));

    private static string? FindBase(INamedTypeSymbol type)
        => type.IsValueType
            ? null
            : type.BaseTypes()
                .FirstOrDefault(candidate => candidate.HasAttribute(WellKnown.GenerateSerializer)
                    || candidate.Qualified() == WellKnown.Exception)?
                .Code();
}

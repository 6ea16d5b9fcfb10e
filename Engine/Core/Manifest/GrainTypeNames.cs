using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Orleans.Runtime;
using Orleans.Serialization.TypeSystem;

namespace Orleans.Metadata;

/// <summary>
/// The grain types of classes: the attribute's, or the class's name in lower case without "grain" at its end. Generic ones have their
/// number of type parameters behind a backtick and, once closed, the names of the arguments in brackets.
/// </summary>
internal static class GrainTypeNames
{
    private const string Suffix = "grain";

    public static GrainType Of(Type type)
    {
        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        var name = definition.GetCustomAttribute<GrainTypeAttribute>(inherit: false) is { } attribute
            ? attribute.GetGrainType(null!, definition).ToString()
            : ByConvention(definition.Name);
        if (!definition.IsGenericTypeDefinition)
        {
            return GrainType.Create(name);
        }

        var arity = $"`{definition.GetGenericArguments().Length}";
        var open = name.EndsWith(arity, StringComparison.Ordinal) ? name : name + arity;
        return GrainType.Create(type.IsGenericTypeDefinition
            ? open
            : $"{open}[{string.Join(',', type.GetGenericArguments().Select(argument => $"[{TypeNames.GetName(argument)}]"))}]");
    }

    /// <summary>
    /// The grain type behind an interface whose class is in another process only: what the interface says with <see cref="DefaultGrainTypeAttribute"/>, or else
    /// that of a class of the interface's name without its I. Null for a generic interface, whose class may have other arguments.
    /// </summary>
    public static GrainType? OfClassElsewhere(Type interfaceType)
    {
        if (interfaceType.GetCustomAttribute<DefaultGrainTypeAttribute>() is { } attribute)
            return attribute.GrainType;
        var name = interfaceType.Name;
        return interfaceType.IsGenericType || name.Length < 2 || name[0] != 'I' ? null : GrainType.Create(ByConvention(name[1..]));
    }

    /// <summary>Splits the grain type of a closed generic class into that of its definition and the type arguments.</summary>
    public static bool TryParse(GrainType grainType, out GrainType definition, [NotNullWhen(true)] out Type[]? arguments)
    {
        definition = default;
        arguments = null;
        var text = grainType.ToString();
        var bracket = text.IndexOf('[', StringComparison.Ordinal);
        if (bracket <= 0 || !text.EndsWith("]]", StringComparison.Ordinal) || text[bracket + 1] != '[')
        {
            return false;
        }

        definition = GrainType.Create(text[..bracket]);
        var found = new List<Type>();
        foreach (var name in text[(bracket + 2)..^2].Split("],["))
        {
            if (!TypeNames.TryResolve(name, out var argument))
            {
                return false;
            }

            found.Add(argument);
        }

        arguments = [.. found];
        return true;
    }

    [SuppressMessage("Globalization", "CA1308", Justification = "Grain types are lower case by convention; they are stored, so it must stay.")]
    private static string ByConvention(string typeName)
    {
        var name = typeName.ToLowerInvariant();
        var arity = name.IndexOf('`', StringComparison.Ordinal);
        name = arity > 0 ? name[..arity] : name;
        return name.Length > Suffix.Length && name.EndsWith(Suffix, StringComparison.Ordinal) ? name[..^Suffix.Length] : name;
    }
}

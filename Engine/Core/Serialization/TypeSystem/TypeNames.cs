using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text;
using Orleans.Metadata;
using Orleans.Serialization.Codecs;

namespace Orleans.Serialization.TypeSystem;

/// <summary>
/// What types are called in messages: their alias or full name, with type arguments in angle brackets. Only types that were
/// registered, enums and exceptions can be named by a message, so that a message cannot make this process load just anything.
/// </summary>
internal static class TypeNames
{
    private const string Special = "<>[],\\";
    private static readonly SearchValues<char> SpecialCharacters = SearchValues.Create(Special);

    private static readonly ConcurrentDictionary<Type, string> Names = new();
    private static readonly ConcurrentDictionary<Type, string> Registered = new();
    private static readonly ConcurrentDictionary<string, Type> Types = new();
    private static readonly ConcurrentDictionary<string, Type> Resolved = new();

    static TypeNames()
    {
        foreach (var (type, name) in BuiltInNames.All)
        {
            Register(type, name);
        }
    }

    /// <summary>Makes a type known by its alias or full name; generic types by their definition.</summary>
    /// <exception cref="InvalidOperationException">Another type has this name.</exception>
    public static void Register(Type type) => Register(type, type.GetCustomAttribute<AliasAttribute>(inherit: false)?.Alias ?? type.FullName!);

    /// <summary>Makes a type known by a name.</summary>
    /// <exception cref="InvalidOperationException">Another type has this name.</exception>
    public static void Register(Type type, string name)
    {
        var escaped = Escape(name);
        var owner = Types.GetOrAdd(escaped, type);
        if (owner != type)
        {
            throw new InvalidOperationException($"The types {type} and {owner} are both called \"{name}\" in messages.");
        }

        Registered[type] = escaped;
    }

    /// <summary>The name of a type.</summary>
    public static string GetName(Type type) => Names.GetOrAdd(type, Format);

    /// <summary>The type of a name.</summary>
    /// <exception cref="SerializerException">No such type is known here.</exception>
    public static Type Resolve(string name)
        => TryResolve(name, out var type) ? type : throw new SerializerException($"The type \"{name}\" is not known here.");

    /// <summary>The type of a name; false if it is not known here.</summary>
    public static bool TryResolve(string name, [NotNullWhen(true)] out Type? type)
    {
        if (Resolved.TryGetValue(name, out type))
        {
            return true;
        }

        // Whatever is registered must be so before names are looked up.
        _ = EngineManifest.Current;
        type = new TypeNameParser(name, FindDefinition).Parse();
        return type is not null && Resolved.TryAdd(name, type) | true;
    }

    private static string Format(Type type)
    {
        _ = EngineManifest.Current;
        if (type.IsArray)
        {
            return $"{GetName(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        }

        if (type is { IsGenericType: true, IsGenericTypeDefinition: false })
        {
            return $"{FormatDefinition(type.GetGenericTypeDefinition())}<{string.Join(',', type.GetGenericArguments().Select(GetName))}>";
        }

        return FormatDefinition(type);
    }

    private static string FormatDefinition(Type type)
        => Registered.TryGetValue(type, out var name) ? name : Escape($"{type.FullName}@{type.Assembly.GetName().Name}");

    private static Type? FindDefinition(string name)
    {
        if (Types.TryGetValue(name, out var type) || IsKnownByNow(name, out type))
        {
            return type;
        }

        var at = name.LastIndexOf('@');
        return at < 0 ? null : FindUnregistered(name[..at].Replace("\\", "", StringComparison.Ordinal), name[(at + 1)..]);
    }

    private static bool IsKnownByNow(string name, [NotNullWhen(true)] out Type? type)
    {
        EngineManifest.Current.Refreshed();
        return Types.TryGetValue(name, out type);
    }

    private static Type? FindUnregistered(string fullName, string assemblyName)
    {
        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            if (assembly.GetName().Name == assemblyName
                && assembly.GetType(fullName) is { } type
                && (type.IsEnum || typeof(Exception).IsAssignableFrom(type) || CodecRegistry.Find(type) is not null))
            {
                return type;
            }
        }

        return null;
    }

    private static string Escape(string name)
    {
        if (name.AsSpan().IndexOfAny(SpecialCharacters) < 0)
        {
            return name;
        }

        var escaped = new StringBuilder();
        foreach (var character in name)
        {
            escaped.Append(Special.Contains(character, StringComparison.Ordinal) ? "\\" : "").Append(character);
        }

        return escaped.ToString();
    }
}

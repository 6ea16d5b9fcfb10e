using System.Collections.Concurrent;
using System.Reflection;
using Orleans.Runtime;

namespace Orleans.Metadata;

/// <summary>The grain classes by the interfaces that they serve and by their grain types.</summary>
internal sealed class GrainClassCatalog
{
    private readonly ConcurrentDictionary<GrainType, GrainClassInfo> _byGrainType = new();
    private readonly ConcurrentDictionary<Type, GrainClassInfo> _closed = new();
    private readonly ConcurrentDictionary<(Type Interface, string? Prefix), GrainClassInfo> _byInterface = new();
    private volatile GrainClassInfo[] _all = [];

    public IReadOnlyList<GrainClassInfo> All => _all;

    public void Add(ManifestBuilder builder)
    {
        var added = builder.GrainClasses.Select(type => new GrainClassInfo(type, GrainTypeNames.Of(type), InterfacesOf(type))).ToArray();
        foreach (var info in added)
        {
            if (_byGrainType.GetOrAdd(info.GrainType, info) is var other && other != info)
            {
                throw new InvalidOperationException(
                    $"The grain classes {info.Type} and {other.Type} have the same grain type {info.GrainType}; give one a [GrainType].");
            }
        }

        _all = [.. _all, .. added];
        _byInterface.Clear();
    }

    /// <summary>The class that serves an interface; null if there is none.</summary>
    /// <exception cref="ArgumentException">There is more than one.</exception>
    public GrainClassInfo? Find(Type interfaceType, string? prefix)
    {
        if (_byInterface.TryGetValue((interfaceType, prefix), out var found))
        {
            return found;
        }

        found = Choose(interfaceType, prefix);
        return found is null ? null : _byInterface.GetOrAdd((interfaceType, prefix), found);
    }

    /// <summary>The class of a grain type; null if there is none.</summary>
    public GrainClassInfo? Find(GrainType grainType)
    {
        if (_byGrainType.TryGetValue(grainType, out var found))
        {
            return found;
        }

        return GrainTypeNames.TryParse(grainType, out var definition, out var arguments)
            && _byGrainType.TryGetValue(definition, out var open) && open.Type.GetGenericArguments().Length == arguments.Length
                ? Close(open, arguments)
                : null;
    }

    private static Type[] InterfacesOf(Type type)
        => [.. type.GetInterfaces().Where(candidate => typeof(IAddressable).IsAssignableFrom(candidate)
            && candidate.Assembly != typeof(IAddressable).Assembly | candidate.IsGenericType | candidate.GetMethods().Length > 0)];

    private static Type Definition(Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() : type;

    private GrainClassInfo? Choose(Type interfaceType, string? prefix)
    {
        var wanted = Definition(interfaceType);
        var candidates = _all.Where(info => info.Interfaces.Any(candidate => Definition(candidate) == wanted))
            .Select(info => Close(info, interfaceType))
            .OfType<GrainClassInfo>()
            .ToArray();
        return string.IsNullOrWhiteSpace(prefix)
            ? ChooseByConvention(interfaceType, candidates)
            : ChooseByPrefix(interfaceType, candidates, prefix);
    }

    private static GrainClassInfo? ChooseByConvention(Type interfaceType, GrainClassInfo[] candidates)
    {
        if (candidates.Length < 2)
        {
            return candidates.FirstOrDefault();
        }

        if (interfaceType.GetCustomAttribute<DefaultGrainTypeAttribute>() is { } attribute)
        {
            return candidates.FirstOrDefault(candidate => candidate.GrainType == attribute.GrainType);
        }

        return candidates.FirstOrDefault(candidate => candidate.Type.Name == interfaceType.Name[1..])
            ?? throw Ambiguous(interfaceType, "", candidates);
    }

    private static GrainClassInfo? ChooseByPrefix(Type interfaceType, GrainClassInfo[] candidates, string prefix)
    {
        var matching = candidates.Where(candidate => candidate.Type.FullName!.StartsWith(prefix, StringComparison.Ordinal)).ToArray();
        return matching.FirstOrDefault(candidate => Definition(candidate.Type).FullName == prefix)
            ?? (matching.Length > 1
                ? throw Ambiguous(interfaceType, $" with implementation prefix \"{prefix}\"", candidates)
                : matching.FirstOrDefault());
    }

    private static ArgumentException Ambiguous(Type interfaceType, string how, GrainClassInfo[] candidates)
    {
        var names = string.Join(", ", candidates.Select(candidate => $"{candidate.GrainType} ({candidate.Type.FullName})"));
        return new ArgumentException($"Unable to identify a single appropriate grain type for interface {interfaceType}{how}. Candidates: {names}");
    }

    /// <summary>Takes the type arguments of a generic class from those of the interface; null if the class does not fit.</summary>
    private GrainClassInfo? Close(GrainClassInfo info, Type interfaceType)
    {
        if (!info.Type.IsGenericTypeDefinition)
        {
            return interfaceType.IsAssignableFrom(info.Type) ? info : null;
        }

        var declared = info.Interfaces.First(candidate => Definition(candidate) == Definition(interfaceType)).GetGenericArguments();
        var given = interfaceType.GetGenericArguments();
        var arguments = info.Type.GetGenericArguments()
            .Select(parameter => Array.IndexOf(declared, parameter))
            .Select(index => index < 0 ? null : given[index])
            .OfType<Type>()
            .ToArray();
        return arguments.Length == info.Type.GetGenericArguments().Length ? Close(info, arguments) : null;
    }

    private GrainClassInfo Close(GrainClassInfo info, Type[] arguments)
        => _closed.GetOrAdd(info.Type.MakeGenericType(arguments), type =>
        {
            var closed = new GrainClassInfo(type, GrainTypeNames.Of(type), InterfacesOf(type));
            _byGrainType[closed.GrainType] = closed;
            return closed;
        });
}

using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using Orleans.CodeGeneration;
using Orleans.Runtime;
using Orleans.Serialization.TypeSystem;

namespace Orleans.Metadata;

/// <summary>The grain interfaces by type and by name.</summary>
internal sealed class InterfaceCatalog
{
    private readonly ConcurrentDictionary<Type, GrainInterfaceInfo> _byType = new();
    private readonly ConcurrentDictionary<GrainInterfaceType, GrainInterfaceInfo> _byName = new();
    private readonly ConcurrentDictionary<Type, Type> _genericReferences = new();

    public void Add(ManifestBuilder builder)
    {
        foreach (var (type, create) in builder.Interfaces)
        {
            RegisterName(type);
            Add(type, create);
        }

        foreach (var (type, reference) in builder.GenericInterfaces)
        {
            RegisterName(type);
            _genericReferences[type] = reference;
        }
    }

    public GrainInterfaceInfo? Find(Type type)
    {
        if (_byType.TryGetValue(type, out var found))
        {
            return found;
        }

        return type is { IsGenericType: true, ContainsGenericParameters: false }
            && _genericReferences.TryGetValue(type.GetGenericTypeDefinition(), out var reference)
                ? Add(type, CompileConstructor(reference.MakeGenericType(type.GetGenericArguments())))
                : null;
    }

    public GrainInterfaceInfo? Find(GrainInterfaceType name)
    {
        if (_byName.TryGetValue(name, out var found))
        {
            return found;
        }

        return !name.IsDefault && TypeNames.TryResolve(name.ToString(), out var type) && type.IsInterface ? Find(type) : null;
    }

    private static void RegisterName(Type type)
    {
        if (type.GetCustomAttribute<GrainInterfaceTypeAttribute>() is { } attribute)
        {
            TypeNames.Register(type, attribute.GetGrainInterfaceType().ToString());
        }
        else
        {
            TypeNames.Register(type);
        }
    }

    private static Func<GrainReferenceShared, IdSpan, GrainReference> CompileConstructor(Type reference)
    {
        var shared = Expression.Parameter(typeof(GrainReferenceShared));
        var key = Expression.Parameter(typeof(IdSpan));
        var constructor = reference.GetConstructor([typeof(GrainReferenceShared), typeof(IdSpan)])!;
        return Expression.Lambda<Func<GrainReferenceShared, IdSpan, GrainReference>>(Expression.New(constructor, shared, key), shared, key)
            .Compile();
    }

    private GrainInterfaceInfo Add(Type type, Func<GrainReferenceShared, IdSpan, GrainReference> create)
    {
        var name = GrainInterfaceType.Create(TypeNames.GetName(type));
        var version = type.GetCustomAttribute<VersionAttribute>()?.Version ?? 0;
        var info = _byType.GetOrAdd(type, new GrainInterfaceInfo(type, name, version, create));
        _byName[name] = info;
        return info;
    }
}

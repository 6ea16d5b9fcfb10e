using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;
using Orleans.Serialization.TypeSystem;

namespace Orleans.Metadata;

/// <summary>The grain methods by what they are called in messages: a 64-bit hash of the names of interface and method.</summary>
internal sealed class MethodCatalog
{
    private readonly ConcurrentDictionary<ulong, InvokableMethod> _methods = new();
    private readonly ConcurrentDictionary<ulong, Type> _openRequests = new();
    private readonly ConcurrentDictionary<Type, ulong> _openIds = new();
    private readonly ConcurrentDictionary<Type, InvokableMethod> _closed = new();

    public void Add(ManifestBuilder builder)
    {
        foreach (var method in builder.Methods)
        {
            method.Id = ComputeId(method.GrainInterface, method.WireName);
            if (_methods.GetOrAdd(method.Id, method) is var other && other != method)
            {
                throw new InvalidOperationException($"The methods {method} and {other} have the same name or hash in messages.");
            }
        }

        foreach (var (type, wireName, request) in builder.GenericMethods)
        {
            var id = ComputeId(type, wireName);
            _openIds[request] = id;
            if (_openRequests.GetOrAdd(id, request) is var other && other != request)
            {
                throw new InvalidOperationException($"The methods {type}.{wireName} and {other} have the same name or hash in messages.");
            }
        }
    }

    /// <summary>A method that is not generic, by its id; null if there is none.</summary>
    public InvokableMethod? Find(ulong id) => _methods.GetValueOrDefault(id);

    /// <summary>A generic method by its id and type arguments; null if there is none.</summary>
    public InvokableMethod? Find(ulong id, Type[] typeArguments)
    {
        if (!_openRequests.TryGetValue(id, out var open) || open.GetGenericArguments().Length != typeArguments.Length)
        {
            return null;
        }

        return _closed.GetOrAdd(open.MakeGenericType(typeArguments), static request
            => (InvokableMethod)request.GetField("Method", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!);
    }

    /// <summary>The id of a generic method and its type arguments.</summary>
    public (ulong Id, Type[] TypeArguments) Describe(RequestBase request)
    {
        var type = request.GetType();
        return (_openIds[type.GetGenericTypeDefinition()], type.GetGenericArguments());
    }

    private static ulong ComputeId(Type interfaceType, string wireName)
        => StableHash.ComputeHash64(Encoding.UTF8.GetBytes($"{TypeNames.GetName(interfaceType)}/{wireName}"));
}

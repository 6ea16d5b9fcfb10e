using System.ComponentModel;
using System.Reflection;
using Orleans.CodeGeneration;
using Orleans.Runtime;

namespace Orleans.Serialization.Invocation;

/// <summary>What is known of a grain method; made once per method by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class InvokableMethod
{
    private static int _count;

    private readonly Type[] _parameterTypes;
    private readonly Type[] _typeArguments;
    private MethodInfo? _method;
    private string? _activityName;

    /// <summary>Called by generated code.</summary>
    /// <param name="grainInterface">The interface of the references that call it.</param>
    /// <param name="interfaceType">The interface that declares the method: <paramref name="grainInterface"/> or one of its bases.</param>
    /// <param name="name">The name of the method.</param>
    /// <param name="wireName">What the method is called on the wire: its alias, or its name and parameters.</param>
    /// <param name="parameterTypes">The types of all parameters; for a generic method, of its definition made with <paramref name="typeArguments"/>.</param>
    /// <param name="typeArguments">The type arguments of a generic method.</param>
    /// <param name="options">How the call is sent and scheduled.</param>
    /// <param name="responseTimeout">From <see cref="ResponseTimeoutAttribute"/>, as text.</param>
    /// <param name="resultIsImmutable">True if the result need not be copied within a silo.</param>
    /// <param name="createRequest">Makes an empty request.</param>
    public InvokableMethod(
        Type grainInterface,
        Type interfaceType,
        string name,
        string wireName,
        Type[] parameterTypes,
        Type[] typeArguments,
        InvokeMethodOptions options,
        string? responseTimeout,
        bool resultIsImmutable,
        Func<RequestBase> createRequest)
    {
        GrainInterface = grainInterface;
        InterfaceType = interfaceType;
        Name = name;
        WireName = wireName;
        _parameterTypes = parameterTypes;
        _typeArguments = typeArguments;
        Options = options;
        CreateRequest = createRequest;
        ResultIsImmutable = resultIsImmutable;
        ResponseTimeout = responseTimeout is null ? null : new ResponseTimeoutAttribute(responseTimeout).Timeout;
        InterfaceName = interfaceType.FullName ?? interfaceType.Name;
        Index = Interlocked.Increment(ref _count) - 1;
    }

    /// <summary>The interface of the references that call it.</summary>
    public Type GrainInterface { get; }

    /// <summary>The interface that declares the method.</summary>
    public Type InterfaceType { get; }

    /// <summary>The full name of the interface.</summary>
    public string InterfaceName { get; }

    /// <summary>The name of the method.</summary>
    public string Name { get; }

    /// <summary>What the method is called on the wire, unique within <see cref="GrainInterface"/>.</summary>
    public string WireName { get; }

    /// <summary>How the call is sent and scheduled.</summary>
    public InvokeMethodOptions Options { get; }

    /// <summary>How long to wait for the answer, null for the default.</summary>
    public TimeSpan? ResponseTimeout { get; }

    /// <summary>True if the result need not be copied within a silo.</summary>
    public bool ResultIsImmutable { get; }

    /// <summary>Makes an empty request.</summary>
    public Func<RequestBase> CreateRequest { get; }

    /// <summary>What the method is called in messages; 0 if it or its interface is generic.</summary>
    internal ulong Id { get; set; }

    /// <summary>A small number that no other method of this process has.</summary>
    internal int Index { get; }

    /// <summary>Interface and method in the form used for tracing.</summary>
    public string ActivityName => _activityName ??= $"{InterfaceType.Name}/{Name}";

    /// <summary>The method by reflection, looked up when a filter first asks for it.</summary>
    public MethodInfo Method => _method ??= FindMethod();

    /// <inheritdoc/>
    public override string ToString() => $"{InterfaceName}.{WireName}";

    private MethodInfo FindMethod()
    {
        foreach (var candidate in InterfaceType.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            if (candidate.Name != Name || candidate.GetGenericArguments().Length != _typeArguments.Length)
            {
                continue;
            }

            var method = _typeArguments.Length == 0 ? candidate : candidate.MakeGenericMethod(_typeArguments);
            if (method.GetParameters().Select(parameter => parameter.ParameterType).SequenceEqual(_parameterTypes))
            {
                return method;
            }
        }

        throw new MissingMethodException(InterfaceName, WireName);
    }
}

using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.CodeGeneration;
using Orleans.Concurrency;
using Orleans.Configuration;
using Orleans.Placement;
using Orleans.Serialization.Invocation;
using Orleans.Timers;

namespace OrleansMicro.Simulation.Runtime;

/// <summary>The parts of Orleans that grains may use. Another part would be simulated wrongly, so its first use fails the run.</summary>
internal static class ModelledParts
{
    private static readonly HashSet<Type> ClassAttributes =
    [
        typeof(ReentrantAttribute), typeof(PreferLocalPlacementAttribute), typeof(RandomPlacementAttribute),
        typeof(ResourceOptimizedPlacementAttribute),
        typeof(ImmovableAttribute), typeof(AliasAttribute), typeof(GrainTypeAttribute), typeof(CollectionAgeLimitAttribute),
        typeof(KeepAliveAttribute),
    ];

    private static readonly HashSet<Type> InterfaceAttributes = [typeof(AliasAttribute), typeof(GrainInterfaceTypeAttribute)];

    private static readonly HashSet<Type> MethodAttributes =
        [typeof(ReadOnlyAttribute), typeof(AlwaysInterleaveAttribute), typeof(OneWayAttribute), typeof(AliasAttribute), typeof(IdAttribute),
            typeof(ResponseTimeoutAttribute)];

    private static readonly HashSet<Type> Injectable =
    [
        typeof(IGrainFactory), typeof(IPersistentState<>), typeof(IGrainContext), typeof(IGrainContextAccessor), typeof(ILocalSiloDetails),
        typeof(ITimerRegistry),
        typeof(IReminderRegistry),
    ];

    // Interfaces of Orleans that add behaviour to a grain.
    private static readonly HashSet<Type> ImplementedInterfaces =
    [
        typeof(IGrainBase), typeof(IGrain), typeof(IAddressable), typeof(IRemindable), typeof(IIncomingGrainCallFilter),
        typeof(IGrainWithStringKey), typeof(IGrainWithGuidKey),
        typeof(IGrainWithIntegerKey), typeof(IGrainWithGuidCompoundKey), typeof(IGrainWithIntegerCompoundKey),
    ];

    private static readonly HashSet<Type> ReturnTypes = [typeof(Task), typeof(Task<>), typeof(ValueTask), typeof(ValueTask<>), typeof(void)];

    /// <summary>Fails the run if a grain class uses a part that is not modelled.</summary>
    public static void Check(Simulator simulator, Type grainClass)
    {
        if (ProblemsOf(grainClass).FirstOrDefault() is { } problem)
            throw Refusal(simulator, problem);
    }

    /// <summary>Fails the run if a call uses a part that is not modelled.</summary>
    public static void Check(Simulator simulator, IInvokable request, InvokeMethodOptions options)
    {
        if (RequestContext.ReentrancyId != Guid.Empty)
            throw Refusal(simulator, "call-chain reentrancy");
        if ((options & InvokeMethodOptions.Unordered) != 0)
            throw Refusal(simulator, $"unordered calls such as {request.GetMethodName()}");
    }

    /// <summary>Fails the run if a silo's services use a part that is not modelled.</summary>
    public static void Check(Simulator simulator, IServiceProvider services)
    {
        if (services.GetServices<IOutgoingGrainCallFilter>().Any())
            throw Refusal(simulator, "outgoing call filters");
        var options = services.GetRequiredService<IOptions<SiloMessagingOptions>>().Value;
        if (options.WaitForCancellationAcknowledgement || options.CancelUnknownRequestOnStatusUpdate)
            throw Refusal(simulator, "cancellation that waits for its callee, or follows from a status update");
    }

    /// <summary>Fails the run, for a part of Orleans that is not modelled and has no place where it could be checked before its use.</summary>
    public static NotSupportedException Refusal(Simulator? simulator, string part)
    {
        var message = $"Not modelled by the simulation: {part}.";
        simulator?.Fail(message);
        return new NotSupportedException(message);
    }

    /// <summary>The parts that a grain class and its interfaces use although they are not modelled.</summary>
    public static IEnumerable<string> ProblemsOf(Type grainClass)
    {
        if (IsOrleans(grainClass))
            yield return $"{grainClass.Name}, a grain of Orleans itself";
        if (grainClass.IsGenericTypeDefinition)
            yield return $"{grainClass.Name}, a generic grain";
        foreach (var type in AttributesOf(grainClass).Where(static type => !ClassAttributes.Contains(type)))
            yield return $"{type.Name} of {grainClass.Name}";
        foreach (var type in grainClass.GetInterfaces())
        {
            if (IsOrleans(type) && !ImplementedInterfaces.Contains(type))
                yield return $"{type.Name} of {grainClass.Name}";
            else if (!IsOrleans(type) && typeof(IAddressable).IsAssignableFrom(type))
            {
                foreach (var problem in ProblemsOfInterface(type))
                    yield return problem;
            }
        }

        foreach (var problem in grainClass.GetConstructors().SelectMany(static constructor => constructor.GetParameters()).SelectMany(ProblemsOf))
            yield return $"{problem} of {grainClass.Name}";
    }

    private static IEnumerable<string> ProblemsOfInterface(Type type)
    {
        foreach (var attribute in AttributesOf(type).Where(static attribute => !InterfaceAttributes.Contains(attribute)))
            yield return $"{attribute.Name} of {type.Name}";
        foreach (var method in type.GetMethods())
        {
            var name = $"{type.Name}.{method.Name}";
            foreach (var attribute in AttributesOf(method).Where(static attribute => !MethodAttributes.Contains(attribute)))
                yield return $"{attribute.Name} of {name}";
            if (!ReturnTypes.Contains(Definition(method.ReturnType)))
                yield return $"the result {method.ReturnType.Name} of {name}";
            foreach (var parameter in method.GetParameters())
            {
                if (parameter.ParameterType == typeof(GrainCancellationToken))
                    yield return $"the cancellation token of {name}";
                else if (typeof(IGrainObserver).IsAssignableFrom(parameter.ParameterType))
                    yield return $"the observer of {name}";
            }
        }
    }

    private static IEnumerable<string> ProblemsOf(ParameterInfo parameter)
    {
        foreach (var facet in parameter.GetCustomAttributes().OfType<IFacetMetadata>().Where(static facet => facet is not PersistentStateAttribute))
            yield return facet.GetType().Name;
        if (IsOrleans(parameter.ParameterType) && !Injectable.Contains(Definition(parameter.ParameterType)))
            yield return $"the service {parameter.ParameterType.Name}";
    }

    private static IEnumerable<Type> AttributesOf(MemberInfo member) =>
        member.GetCustomAttributes(inherit: true).Select(static attribute => attribute.GetType()).Where(IsOrleans);

    private static Type Definition(Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() : type;

    private static bool IsOrleans(Type type) => type.Assembly.GetName().Name!.StartsWith("Orleans.", StringComparison.Ordinal);
}

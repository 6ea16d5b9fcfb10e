using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Orleans;

/// <summary>Makes the constructor arguments of <see cref="PersistentStateAttribute"/>.</summary>
internal sealed class PersistentStateAttributeMapper : IAttributeToFactoryMapper<PersistentStateAttribute>
{
    private static readonly MethodInfo CreateMethod =
        typeof(PersistentStateAttributeMapper).GetMethod(nameof(Create), BindingFlags.Static | BindingFlags.NonPublic)!;

    /// <inheritdoc/>
    public Factory<IGrainContext, object> GetFactory(ParameterInfo parameter, PersistentStateAttribute metadata)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        ArgumentNullException.ThrowIfNull(metadata);
        var type = parameter.ParameterType;
        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(IPersistentState<>))
            throw new ArgumentException($"Parameter '{parameter.Name}' of {parameter.Member.DeclaringType} has [PersistentState] but is no IPersistentState<>.");

        // The reflection is done here, once per class; the factory itself makes an ordinary call.
        IPersistentStateConfiguration configuration = string.IsNullOrEmpty(metadata.StateName)
            ? new PersistentStateAttribute(parameter.Name!, metadata.StorageName)
            : metadata;
        var create = CreateMethod.MakeGenericMethod(type.GetGenericArguments())
            .CreateDelegate<Func<IPersistentStateFactory, IGrainContext, IPersistentStateConfiguration, object>>();
        return context => create(context.ActivationServices.GetRequiredService<IPersistentStateFactory>(), context, configuration);
    }

    private static object Create<TState>(
        IPersistentStateFactory factory, IGrainContext context, IPersistentStateConfiguration configuration) =>
        factory.Create<TState>(context, configuration);
}

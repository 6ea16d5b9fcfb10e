using System.Reflection;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Runtime;

/// <summary>Makes the delegate that constructs the grains of a class: facets such as persistent states, and services.</summary>
internal static class GrainFactoryMethod
{
    /// <summary>The constructing delegate.</summary>
    public static Func<IGrainContext, object> For(Type grainClass, IServiceProvider services)
    {
        var facets = new List<Factory<IGrainContext, object>>();
        var types = new List<Type>();
        foreach (var parameter in grainClass.GetConstructors() is [{ } constructor, ..] ? constructor.GetParameters() : [])
        {
            if (FacetFactory(parameter, services) is not { } factory)
                continue;
            facets.Add(factory);
            types.Add(parameter.ParameterType);
        }

        var create = ActivatorUtilities.CreateFactory(grainClass, [.. types]);
        var factories = facets.ToArray();
        return context =>
        {
            var arguments = factories.Length == 0 ? [] : new object[factories.Length];
            for (var i = 0; i < factories.Length; i++)
                arguments[i] = factories[i](context);
            return create(context.ActivationServices, arguments);
        };
    }

    private static Factory<IGrainContext, object>? FacetFactory(ParameterInfo parameter, IServiceProvider services)
    {
        if (parameter.GetCustomAttributes().OfType<IFacetMetadata>().FirstOrDefault() is not { } facet)
            return null;
        var mapperType = typeof(IAttributeToFactoryMapper<>).MakeGenericType(facet.GetType());
        var mapper = services.GetService(mapperType)
            ?? throw new OrleansException(
                $"Missing attribute mapper for attribute {facet.GetType()} used in grain constructor for grain type {parameter.Member.DeclaringType}.");
        var method = mapperType.GetMethod("GetFactory")!;
        try
        {
            return (Factory<IGrainContext, object>)method.Invoke(mapper, [parameter, facet])!;
        }
        catch (TargetInvocationException exception) when (exception.InnerException is { } cause)
        {
            ExceptionDispatchInfo.Throw(cause);
            throw;
        }
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Orleans.Serialization;

/// <summary>Registers the serializer.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Adds <see cref="Serializer"/> and <see cref="DeepCopier"/>; doing it again changes nothing.</summary>
    public static IServiceCollection AddSerializer(this IServiceCollection services, Action<ISerializerBuilder>? configure = null)
    {
        services.TryAddSingleton<SerializerContext>();
        services.TryAddSingleton<Serializer>();
        services.TryAddSingleton(typeof(Serializer<>));
        services.TryAddSingleton<DeepCopier>();
        services.TryAddSingleton(typeof(DeepCopier<>));
        configure?.Invoke(new SerializerBuilder(services));
        return services;
    }

    private sealed record SerializerBuilder(IServiceCollection Services) : ISerializerBuilder;
}

/// <summary>Configures the serializer.</summary>
public interface ISerializerBuilder
{
    /// <summary>The services that it is part of.</summary>
    IServiceCollection Services { get; }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Clustering.Redis;
using Orleans.Configuration;
using Orleans.Persistence;
using Orleans.Providers;
using Orleans.Runtime;
using Orleans.Runtime.Hosting;
using Orleans.Storage;
using StackExchange.Redis;

namespace Orleans.Hosting;

/// <summary>Keeps the state of grains in Redis.</summary>
public static class RedisSiloBuilderExtensions
{
    /// <summary>Keeps states that name no provider in Redis.</summary>
    public static ISiloBuilder AddRedisGrainStorageAsDefault(this ISiloBuilder builder, Action<RedisStorageOptions> configureOptions) =>
        builder.AddRedisGrainStorage(ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME, configureOptions);

    /// <summary>Keeps states that name this provider in Redis.</summary>
    public static ISiloBuilder AddRedisGrainStorage(this ISiloBuilder builder, string name, Action<RedisStorageOptions> configureOptions) =>
        builder.AddRedisGrainStorage(name, (OptionsBuilder<RedisStorageOptions> options) => options.Configure(configureOptions));

    /// <summary>Keeps states that name no provider in Redis.</summary>
    public static ISiloBuilder AddRedisGrainStorageAsDefault(
        this ISiloBuilder builder, Action<OptionsBuilder<RedisStorageOptions>>? configureOptionsBuilder = null) =>
        builder.AddRedisGrainStorage(ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME, configureOptionsBuilder);

    /// <summary>Keeps states that name this provider in Redis.</summary>
    public static ISiloBuilder AddRedisGrainStorage(
        this ISiloBuilder builder, string name, Action<OptionsBuilder<RedisStorageOptions>>? configureOptionsBuilder = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddRedisGrainStorage(name, configureOptionsBuilder);
        return builder;
    }
}

/// <summary>Keeps the state of grains in Redis.</summary>
public static class RedisGrainStorageServiceCollectionExtensions
{
    /// <summary>Keeps states that name this provider in Redis.</summary>
    public static IServiceCollection AddRedisGrainStorage(
        this IServiceCollection services, string name, Action<OptionsBuilder<RedisStorageOptions>>? configureOptions = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<RedisStorageOptions>(name);
        configureOptions?.Invoke(options);
        options.ValidateOnStart();
        services.AddSingleton<IValidateOptions<RedisStorageOptions>>(new RedisStorageOptionsValidator(name));
        return services.AddGrainStorage(name, RedisGrainStorageFactory.Create);
    }
}

/// <summary>Makes storage providers.</summary>
public static class RedisGrainStorageFactory
{
    // If the members are in another Redis, nothing is found there and nothing is refused.
    private static (RedisKey Table, RedisValue Field)? WriterOf(IServiceProvider services) => services.GetService<ISiloTable>() is RedisSiloTable table
        ? (table.Key, RedisSiloFormat.StatusField(services.GetRequiredService<ILocalSiloDetails>().SiloAddress))
        : null;

    /// <summary>Makes the provider of a name.</summary>
    public static RedisGrainStorage Create(IServiceProvider services, string name)
    {
        var options = services.GetRequiredService<IOptionsMonitor<RedisStorageOptions>>().Get(name);
        return new RedisGrainStorage(
            name,
            options,
            options.GrainStorageSerializer ?? services.GetRequiredService<IGrainStorageSerializer>(),
            services.GetRequiredService<IOptions<ClusterOptions>>().Value,
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<RedisGrainStorage>>(),
            WriterOf(services));
    }
}

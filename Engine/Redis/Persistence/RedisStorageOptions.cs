using System.Text;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Redis;
using Orleans.Runtime;
using Orleans.Storage;
using StackExchange.Redis;

namespace Orleans.Persistence;

/// <summary>Settings of grain storage in Redis.</summary>
public class RedisStorageOptions : IStorageProviderSerializerOptions
{
    /// <summary>Whether clearing a state deletes its key. Otherwise the key stays, without data, and its version goes on.</summary>
    public bool DeleteStateOnClear { get; set; }

    /// <summary>Stage of the silo's start at which the provider connects.</summary>
    public int InitStage { get; set; } = ServiceLifecycleStage.ApplicationServices;

    /// <inheritdoc/>
    public IGrainStorageSerializer GrainStorageSerializer { get; set; } = null!;

    /// <summary>How to reach Redis; required.</summary>
    public ConfigurationOptions? ConfigurationOptions { get; set; }

    /// <summary>Connects to Redis; a connection that is shared is not closed with the silo.</summary>
    public Func<RedisStorageOptions, Task<(IConnectionMultiplexer Multiplexer, bool IsShared)>> CreateMultiplexer { get; set; } =
        DefaultCreateMultiplexer;

    /// <summary>After how long without a write a state vanishes; only for tests. None by default.</summary>
    public TimeSpan? EntryExpiry { get; set; }

    /// <summary>The key of a state, from its name and its grain; <c>{ServiceId}/state/{grainId}/{name}</c> if it isn't set.</summary>
    public Func<string, GrainId, RedisKey>? GetStorageKey { get; set; }

    /// <summary>A connection of the provider's own.</summary>
    public static Task<(IConnectionMultiplexer Multiplexer, bool IsShared)> DefaultCreateMultiplexer(RedisStorageOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return RedisConnector.Connect(options.ConfigurationOptions!);
    }
}

/// <summary>Changes <see cref="RedisStorageOptions"/>.</summary>
public static class RedisStorageOptionsExtensions
{
    /// <summary>Takes <c>{ServiceId}/state/{grainId}</c> as key, which leaves room for one state per grain.</summary>
    public static void UseGetRedisKeyIgnoringGrainType(this OptionsBuilder<RedisStorageOptions> optionsBuilder)
    {
        ArgumentNullException.ThrowIfNull(optionsBuilder);
        optionsBuilder.Configure<IOptions<ClusterOptions>>(static (options, cluster) =>
        {
            var prefix = $"{cluster.Value.ServiceId}/state/";
            options.GetStorageKey = (_, grainId) => Encoding.UTF8.GetBytes(prefix + grainId);
        });
    }
}

/// <summary>Checks the settings of one provider when the silo starts.</summary>
internal sealed class RedisStorageOptionsValidator(string provider) : IValidateOptions<RedisStorageOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, RedisStorageOptions options)
    {
        if (name != provider)
            return ValidateOptionsResult.Skip;
        return options.ConfigurationOptions is null
            ? ValidateOptionsResult.Fail($"{nameof(RedisStorageOptions)}.{nameof(options.ConfigurationOptions)} of storage '{provider}' is required.")
            : ValidateOptionsResult.Success;
    }
}

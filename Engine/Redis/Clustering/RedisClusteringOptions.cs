using System.Text;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Redis;
using StackExchange.Redis;

namespace Orleans.Clustering.Redis;

/// <summary>Where and how a cluster keeps its membership in Redis.</summary>
public class RedisClusteringOptions
{
    /// <summary>How to reach Redis; required.</summary>
    public ConfigurationOptions? ConfigurationOptions { get; set; }

    /// <summary>Connects to Redis; a connection that is shared is not closed with the host.</summary>
    public Func<RedisClusteringOptions, Task<(IConnectionMultiplexer Multiplexer, bool IsShared)>> CreateMultiplexer { get; set; } =
        DefaultCreateMultiplexer;

    /// <summary>The key of the cluster's members.</summary>
    public Func<ClusterOptions, RedisKey> CreateRedisKey { get; set; } = DefaultCreateRedisKey;

    /// <summary>After how long without a change the key vanishes; only for clusters of tests. None by default.</summary>
    public TimeSpan? EntryExpiry { get; set; }

    /// <summary>A connection of its own, so that no large write of grain state delays a lease.</summary>
    public static Task<(IConnectionMultiplexer Multiplexer, bool IsShared)> DefaultCreateMultiplexer(RedisClusteringOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return RedisConnector.Connect(options.ConfigurationOptions!);
    }

    /// <summary><c>{ServiceId}/silos/{ClusterId}</c>: not the key of Orleans, whose members are written in another form.</summary>
    public static RedisKey DefaultCreateRedisKey(ClusterOptions clusterOptions)
    {
        ArgumentNullException.ThrowIfNull(clusterOptions);
        return Encoding.UTF8.GetBytes($"{clusterOptions.ServiceId}/silos/{clusterOptions.ClusterId}");
    }
}

/// <summary>Checks <see cref="RedisClusteringOptions"/> when the host starts.</summary>
public class RedisClusteringOptionsValidator : IValidateOptions<RedisClusteringOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, RedisClusteringOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.ConfigurationOptions is null)
            return ValidateOptionsResult.Fail($"{nameof(RedisClusteringOptions)}.{nameof(options.ConfigurationOptions)} is required.");
        return options.ConfigurationOptions.EndPoints.Count == 0
            ? ValidateOptionsResult.Fail($"{nameof(RedisClusteringOptions)}.{nameof(options.ConfigurationOptions)} names no endpoint.")
            : ValidateOptionsResult.Success;
    }
}

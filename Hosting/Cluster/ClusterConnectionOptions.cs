namespace OrleansMicro.Hosting;

/// <summary>Which cluster a silo or an API belongs to, and its time limits; configuration section <c>Cluster</c>.</summary>
public sealed class ClusterConnectionOptions
{
    /// <summary>The name of the configuration section.</summary>
    public const string Section = "Cluster";

    /// <summary>
    /// Names the cluster and its data. Clusters with other ids can share a Redis and do not see each other. 1 to 64 of A-Z a-z 0-9 _ -.
    /// </summary>
    public string Id { get; set; } = "orleansmicro";

    /// <summary>The address of Redis, as StackExchange.Redis writes it: <c>host:port[,ssl=true]...</c>.</summary>
    public string Redis { get; set; } = "127.0.0.1:6379";

    /// <summary>The password of Redis, best from a file of <c>Server:Secrets</c>. Not together with a password in <see cref="Redis"/>.</summary>
    public string? RedisPassword { get; set; }

    /// <summary>How long a start waits for Redis to answer. 0 to 10 minutes.</summary>
    public TimeSpan RedisStartupTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// The response timeout of a grain call. 3 seconds to 10 minutes, because grains wait up to 2 seconds within a call. If a silo dies, a call from
    /// another silo fails at once; a call from an API fails only at this timeout, because APIs are not notified.
    /// </summary>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// About how long a silo can be silent until the others declare it dead and take over its grains; the same in all silos and APIs. 2 seconds to
    /// 10 minutes. See <see cref="FailureDetection"/>.
    /// </summary>
    public TimeSpan FailureDetectionTimeout { get; set; } = TimeSpan.FromSeconds(5);
}

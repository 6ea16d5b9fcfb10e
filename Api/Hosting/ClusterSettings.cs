using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace OrleansMicro.Hosting;

/// <summary>Which cluster a silo or an API belongs to; configuration section <c>Cluster</c>.</summary>
public class ClusterSettings
{
    /// <summary>The name of the configuration section.</summary>
    public const string Section = "Cluster";

    private const int RedisKeepAliveSeconds = 5;
    private static readonly TimeSpan MaxTime = TimeSpan.FromMinutes(10);

    /// <summary>Names the cluster and its data. Clusters of other ids may share a Redis and do not see each other. 1 to 64 of A-Z a-z 0-9 _ -.</summary>
    public string Id { get; set; } = "orleansmicro";

    /// <summary>Where Redis is, as StackExchange.Redis writes it: <c>host:port[,password=...][,ssl=true]...</c>.</summary>
    public string Redis { get; set; } = "127.0.0.1:6379";

    /// <summary>A file whose first line is the password of Redis, such as a container's secret. Not together with a password in <see cref="Redis"/>.</summary>
    public string? RedisPasswordFile { get; set; }

    /// <summary>How long a start waits for Redis to answer. 0 to 10 minutes.</summary>
    public TimeSpan RedisStartupTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// How long a grain call may take before it counts as lost. 1 second to 10 minutes. A call from an API to a silo that dies waits for all of it, because nobody tells
    /// an API that the silo is dead; a call from a silo is told.
    /// </summary>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// How long a silo may be silent until the others declare it dead, roughly, and take its grains over; the same for all silos and APIs. 2 seconds to 10 minutes. See
    /// <see cref="FailureDetection"/>.
    /// </summary>
    public TimeSpan FailureDetectionTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The parsed <see cref="Redis"/>, with its password; a connection that breaks is made again in the background, and one that says nothing is asked every few
    /// seconds whether it still is one. Throws <see cref="StartException"/> if the file of the password cannot be read.
    /// </summary>
    public ConfigurationOptions RedisConfiguration()
    {
        var options = ConfigurationOptions.Parse(Redis);
        options.AbortOnConnectFail = false;
        if (options.KeepAlive < 0)
            options.KeepAlive = RedisKeepAliveSeconds;
        if (!string.IsNullOrEmpty(RedisPasswordFile))
            options.Password = SecretFile.Read(RedisPasswordFile, $"{Section}:{nameof(RedisPasswordFile)}");
        return options;
    }

    /// <summary>What is wrong, one sentence for each key; nothing when all is well.</summary>
    public virtual IEnumerable<string> Errors()
    {
        if (!Ids.IsValid(Id))
            yield return $"{Section}:{nameof(Id)} is '{Id}'; it must be 1 to {Ids.MaxLength} of the characters A-Z a-z 0-9 _ -.";
        if (!IsRedis(Redis))
            yield return $"{Section}:{nameof(Redis)} does not name a server; give host:port.";
        else if (!string.IsNullOrEmpty(RedisPasswordFile) && !string.IsNullOrEmpty(ConfigurationOptions.Parse(Redis).Password))
            yield return $"{Section}:{nameof(RedisPasswordFile)} is set, and {Section}:{nameof(Redis)} has a password too; give one.";
        if (RedisStartupTimeout < TimeSpan.Zero || RedisStartupTimeout > MaxTime)
            yield return $"{Section}:{nameof(RedisStartupTimeout)} is {RedisStartupTimeout}; it must be from 0 to {MaxTime}.";
        if (CallTimeout < TimeSpan.FromSeconds(1) || CallTimeout > MaxTime)
            yield return $"{Section}:{nameof(CallTimeout)} is {CallTimeout}; it must be from 00:00:01 to {MaxTime}.";
        if (FailureDetectionTimeout < TimeSpan.FromSeconds(2) || FailureDetectionTimeout > MaxTime)
            yield return $"{Section}:{nameof(FailureDetectionTimeout)} is {FailureDetectionTimeout}; it must be from 00:00:02 to {MaxTime}.";
    }

    /// <summary>Binds the section; throws <see cref="OptionsValidationException"/> with every key that is wrong.</summary>
    internal static T Read<T>(IConfiguration configuration)
        where T : ClusterSettings, new()
    {
        var settings = new T();
        configuration.GetSection(Section).Bind(settings);
        var errors = settings.Errors().ToArray();
        return errors.Length == 0 ? settings : throw new OptionsValidationException("", typeof(T), errors);
    }

    private static bool IsRedis(string text)
    {
        try
        {
            return ConfigurationOptions.Parse(text).EndPoints.Count > 0;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}

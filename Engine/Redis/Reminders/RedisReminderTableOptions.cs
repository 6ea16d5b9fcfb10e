using Microsoft.Extensions.Options;
using Orleans.Redis;
using StackExchange.Redis;

namespace Orleans.Configuration;

/// <summary>Settings of reminders in Redis.</summary>
public class RedisReminderTableOptions
{
    /// <summary>How to reach Redis; required.</summary>
    public ConfigurationOptions? ConfigurationOptions { get; set; }

    /// <summary>Connects to Redis; a connection that is shared is not closed with the silo.</summary>
    public Func<RedisReminderTableOptions, Task<(IConnectionMultiplexer Multiplexer, bool IsShared)>> CreateMultiplexer { get; set; } =
        DefaultCreateMultiplexer;

    /// <summary>After how long the table vanishes; only for tests. None by default.</summary>
    public TimeSpan? EntryExpiry { get; set; }

    /// <summary>A connection of the table's own.</summary>
    public static Task<(IConnectionMultiplexer Multiplexer, bool IsShared)> DefaultCreateMultiplexer(RedisReminderTableOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return RedisConnector.Connect(options.ConfigurationOptions!);
    }
}

/// <summary>Checks <see cref="RedisReminderTableOptions"/> when the silo starts.</summary>
public class RedisReminderTableOptionsValidator : IValidateOptions<RedisReminderTableOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, RedisReminderTableOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.ConfigurationOptions is null
            ? ValidateOptionsResult.Fail($"{nameof(RedisReminderTableOptions)}.{nameof(options.ConfigurationOptions)} is required.")
            : ValidateOptionsResult.Success;
    }
}

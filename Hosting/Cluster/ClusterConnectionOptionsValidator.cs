using System.Buffers;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace OrleansMicro.Hosting;

/// <summary>The limits of <see cref="ClusterConnectionOptions"/>.</summary>
public sealed class ClusterConnectionOptionsValidator : IValidateOptions<ClusterConnectionOptions>
{
    /// <summary>The longest call. Grains remember commands without a key for longer (Limits.MaxCallTimeout, the same value).</summary>
    public static readonly TimeSpan MaxCallTimeout = TimeSpan.FromMinutes(10);

    private const int MaxIdLength = 64;

    // A grain waits up to 2 s within a call (Limits.MaxCallWait of the grains). The rest of the call needs time too.
    private static readonly TimeSpan MinCallTimeout = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan MaxTime = TimeSpan.FromMinutes(10);
    private static readonly SearchValues<char> IdCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    public ValidateOptionsResult Validate(string? name, ClusterConnectionOptions options) => new OptionErrors(ClusterConnectionOptions.Section)
        .Require(
            options.Id is { Length: > 0 and <= MaxIdLength } id && !id.AsSpan().ContainsAnyExcept(IdCharacters),
            nameof(options.Id), $"is '{options.Id}'; it must be 1 to {MaxIdLength} of the characters A-Z a-z 0-9 _ -")
        .Require(Parse(options.Redis) is not null, nameof(options.Redis), "names no server; use host:port")
        .Require(
            string.IsNullOrEmpty(options.RedisPassword) || string.IsNullOrEmpty(Parse(options.Redis)?.Password),
            nameof(options.RedisPassword),
            $"is set, and {ClusterConnectionOptions.Section}:{nameof(options.Redis)} has a password too; use one of them")
        .Range(nameof(options.RedisStartupTimeout), options.RedisStartupTimeout, TimeSpan.Zero, MaxTime)
        .Range(nameof(options.CallTimeout), options.CallTimeout, MinCallTimeout, MaxCallTimeout)
        .Range(nameof(options.FailureDetectionTimeout), options.FailureDetectionTimeout, TimeSpan.FromSeconds(2), MaxTime)
        .ToResult();

    private static ConfigurationOptions? Parse(string redis)
    {
        try
        {
            return ConfigurationOptions.Parse(redis) is { EndPoints.Count: > 0 } parsed ? parsed : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}

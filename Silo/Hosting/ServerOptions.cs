using Microsoft.Extensions.Options;

namespace OrleansMicro.Silo;

/// <summary>Where the server listens and keeps its data; configuration section <c>Server</c>.</summary>
public sealed class ServerOptions
{
    /// <summary>The name of the configuration section.</summary>
    public const string Section = "Server";

    /// <summary>The TCP port of the API on this machine, 0 for any free one. <c>--urls</c> wins over it.</summary>
    public int Port { get; set; } = 8080;

    /// <summary>The folder of the database. Created if need be; one server at a time may use it.</summary>
    public string Data { get; set; } = "data";

    /// <summary>How long a stop waits for accepted requests to end. 1 second to 10 minutes.</summary>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often unfinished orders are looked for. 1 second to 1 hour.</summary>
    public TimeSpan RecoveryPulse { get; set; } = TimeSpan.FromSeconds(10);
}

/// <summary>Stops the start with the names of the keys that are wrong.</summary>
internal sealed class ServerOptionsValidator : IValidateOptions<ServerOptions>
{
    public ValidateOptionsResult Validate(string? name, ServerOptions options)
    {
        var errors = new List<string>();
        if (options.Port is < 0 or > 65_535)
            errors.Add(Say(nameof(options.Port), $"is {options.Port}; it must be from 0 to 65535"));
        if (string.IsNullOrWhiteSpace(options.Data))
            errors.Add(Say(nameof(options.Data), "is empty; give a folder"));
        if (options.ShutdownTimeout < TimeSpan.FromSeconds(1) || options.ShutdownTimeout > TimeSpan.FromMinutes(10))
            errors.Add(Say(nameof(options.ShutdownTimeout), $"is {options.ShutdownTimeout}; it must be from 00:00:01 to 00:10:00"));
        if (options.RecoveryPulse < TimeSpan.FromSeconds(1) || options.RecoveryPulse > TimeSpan.FromHours(1))
            errors.Add(Say(nameof(options.RecoveryPulse), $"is {options.RecoveryPulse}; it must be from 00:00:01 to 01:00:00"));
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static string Say(string property, string what) => $"{ServerOptions.Section}:{property} {what}.";
}

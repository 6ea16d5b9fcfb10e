using Microsoft.Extensions.Options;

namespace OrleansMicro.Hosting;

/// <summary>Where a program listens for HTTP and how it stops; configuration section <c>Server</c>.</summary>
public class HttpServerOptions
{
    /// <summary>The name of the configuration section.</summary>
    public const string Section = "Server";

    /// <summary>The port of HTTP on this machine, 0 for any free one. <c>--urls</c> wins over it.</summary>
    public int Port { get; set; } = 8080;

    /// <summary>How long a stop may take in all, the drain included. 1 second to 10 minutes.</summary>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long requests are still taken after SIGTERM, while <c>/health/ready</c> says 503 already, so that a load balancer can turn away first.
    /// 0 to half of <see cref="ShutdownTimeout"/>.
    /// </summary>
    public TimeSpan DrainDelay { get; set; }

    /// <summary>What is wrong, one sentence for each key; nothing when all is well.</summary>
    public virtual IEnumerable<string> Errors()
    {
        if (Port is < 0 or > 65_535)
            yield return $"{Section}:{nameof(Port)} is {Port}; it must be from 0 to 65535.";
        if (ShutdownTimeout < TimeSpan.FromSeconds(1) || ShutdownTimeout > TimeSpan.FromMinutes(10))
            yield return $"{Section}:{nameof(ShutdownTimeout)} is {ShutdownTimeout}; it must be from 00:00:01 to 00:10:00.";
        else if (DrainDelay < TimeSpan.Zero || DrainDelay > ShutdownTimeout / 2)
            yield return $"{Section}:{nameof(DrainDelay)} is {DrainDelay}; it must be from 0 to half of {Section}:{nameof(ShutdownTimeout)}.";
    }

    /// <summary>Binds the section onto the defaults given; throws <see cref="OptionsValidationException"/> with every key that is wrong.</summary>
    internal static T Read<T>(IConfiguration configuration, T defaults)
        where T : HttpServerOptions
    {
        configuration.GetSection(Section).Bind(defaults);
        var errors = defaults.Errors().ToArray();
        return errors.Length == 0 ? defaults : throw new OptionsValidationException("", typeof(T), errors);
    }
}

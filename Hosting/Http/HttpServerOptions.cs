namespace OrleansMicro.Hosting;

/// <summary>Where a program listens for HTTP and how it stops; configuration section <c>Server</c>.</summary>
public sealed class HttpServerOptions
{
    /// <summary>The name of the configuration section.</summary>
    public const string Section = "Server";

    /// <summary>The port of HTTP on this machine, 0 for any free one. <c>--urls</c> overrides it. 0 to 65535.</summary>
    public int Port { get; set; } = 8080;

    /// <summary>How long a stop may take in all, <see cref="DrainDelay"/> included. 1 second to 10 minutes.</summary>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long requests are still accepted after SIGTERM, while <c>/health/ready</c> already answers 503, so that load balancers can stop sending
    /// first. 0 to half of <see cref="ShutdownTimeout"/>.
    /// </summary>
    public TimeSpan DrainDelay { get; set; }
}

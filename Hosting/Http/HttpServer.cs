using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace OrleansMicro.Hosting;

/// <summary>The web server of a host: where it listens, its limits, and how it stops.</summary>
public static class HttpServer
{
    /// <summary>Listens on <c>Server:Port</c> of this machine only, unless <c>urls</c> names addresses.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="commandLine">Has the port that is used if no setting names one.</param>
    /// <param name="drainDelay">The default of <see cref="HttpServerOptions.DrainDelay"/>.</param>
    public static WebApplicationBuilder AddHttpServer(this WebApplicationBuilder builder, CommandLine commandLine, TimeSpan drainDelay = default)
    {
        var options = builder.ReadValidatedOptions<HttpServerOptions, HttpServerOptionsValidator>(
            HttpServerOptions.Section, defaults => (defaults.Port, defaults.DrainDelay) = (commandLine.DefaultPort, drainDelay));
        if (string.IsNullOrEmpty(builder.Configuration["urls"]))
            builder.WebHost.UseUrls(options.Port == 0 ? "http://127.0.0.1:0" : $"http://localhost:{options.Port}");
        builder.Services.Configure<KestrelServerOptions>(LimitServer);
        builder.AddDraining(options);
        builder.Services.AddHealthChecks();
        return builder;
    }

    /// <summary>Prints one line when the server has started.</summary>
    /// <param name="app">The host.</param>
    /// <param name="line">Gives the line for the first address that the server listens on.</param>
    public static WebApplication AnnounceWhenStarted(this WebApplication app, Func<string, string> line)
    {
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            Console.Out.WriteLine(line(app.Urls.FirstOrDefault() ?? ""));
            Console.Out.Flush();
        });
        return app;
    }

    private static void LimitServer(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        var limits = kestrel.Limits;
        limits.MaxRequestLineSize = 4 * 1024;
        limits.MaxRequestHeadersTotalSize = 16 * 1024;
        limits.MaxRequestHeaderCount = 64;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(120);
        limits.MinRequestBodyDataRate = new(bytesPerSecond: 1024, gracePeriod: TimeSpan.FromSeconds(5));
        limits.MinResponseDataRate = new(bytesPerSecond: 1024, gracePeriod: TimeSpan.FromSeconds(5));
        limits.Http2.MaxStreamsPerConnection = 100;
    }
}

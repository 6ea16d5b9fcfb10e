using Microsoft.AspNetCore.Connections.Features;

namespace OrleansMicro.Hosting;

/// <summary>
/// The first part of a stop. From SIGTERM on, <c>/health/ready</c> answers 503 and responses close their connection, so that load balancers and
/// clients use other replicas. Requests are accepted until <see cref="HttpServerOptions.DrainDelay"/> is over.
/// </summary>
public sealed class Draining : IHostedLifecycleService, IHealthCheck
{
    private readonly TimeSpan _delay;
    private readonly TimeProvider _clock;
    private volatile bool _active;

    internal Draining(TimeSpan delay, IHostApplicationLifetime lifetime, TimeProvider clock)
    {
        _delay = delay;
        _clock = clock;
        lifetime.ApplicationStopping.Register(() => _active = true);
    }

    /// <summary>Whether the process is stopping.</summary>
    public bool Active => _active;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_active ? HealthCheckResult.Unhealthy("The process is stopping.") : HealthCheckResult.Healthy());

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        _active = true;
        await Task.Delay(_delay, _clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>Adds <see cref="Draining"/> to a host.</summary>
public static class DrainingExtensions
{
    /// <summary>Closes connections with the next response while the process is stopping.</summary>
    public static WebApplication UseDraining(this WebApplication app)
    {
        var draining = app.Services.GetRequiredService<Draining>();
        app.Use(next => http =>
        {
            if (draining.Active)
                CloseConnection(http);
            return next(http);
        });
        return app;
    }

    // HTTP/2 has no such header: the server announces the last request that it takes.
    private static void CloseConnection(HttpContext http)
    {
        if (HttpProtocol.IsHttp2(http.Request.Protocol))
            http.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();
        else
            http.Response.Headers.Connection = "close";
    }

    internal static void AddDraining(this WebApplicationBuilder builder, HttpServerOptions options)
    {
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.ShutdownTimeout);
        builder.Services.AddSingleton(services => new Draining(
            options.DrainDelay, services.GetRequiredService<IHostApplicationLifetime>(), services.GetService<TimeProvider>() ?? TimeProvider.System));
        builder.Services.AddHostedService(static services => services.GetRequiredService<Draining>());
        builder.Services.AddHealthChecks().AddCheck<Draining>("running");
    }
}

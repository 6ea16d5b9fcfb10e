using Microsoft.Extensions.Options;
using Orleans.Dashboard;
using OrleansMicro.Hosting;
using OrleansMicro.Http;

namespace OrleansMicro.Silo;

/// <summary>The dashboard of the cluster at <c>/dashboard</c>, for the operator only. The page is that of Orleans.</summary>
public static partial class OperatorDashboard
{
    /// <summary>Where the page is.</summary>
    public const string Path = "/dashboard";

    /// <summary>Adds the dashboard to the silo that the builder makes, and the policy that guards it.</summary>
    public static WebApplicationBuilder AddOperatorDashboard(this WebApplicationBuilder builder)
    {
        builder.AddValidatedOptions<OperatorDashboardOptions, OperatorDashboardOptionsValidator>(OperatorDashboardOptions.Section);
        builder.UseOrleans(static silo => silo.AddSleepingDashboard(static options => options.HideTrace = true));
        builder.Services.AddOperatorPolicy();
        return builder;
    }

    /// <summary>Maps the page and the list of silos, and logs who can see them.</summary>
    public static WebApplication MapOperatorDashboard(this WebApplication app)
    {
        app.MapOrleansDashboard(Path).WakeDashboard().ForOperator();
        app.MapSiloList();
        app.Lifetime.ApplicationStarted.Register(() => Announce(app));
        return app;
    }

    /// <summary>Endpoints for the operator only. They answer HEAD, and what they show of grains, such as addresses, is kept in no cache.</summary>
    internal static void ForOperator<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoints.RequireAuthorization(OperatorPolicy.Name).ExcludeFromDescription();
        endpoints.Finally(static endpoint =>
        {
            EndpointConventions.AddHead(endpoint);
            var serve = endpoint.RequestDelegate!;
            endpoint.RequestDelegate = http =>
            {
                http.Response.Headers.CacheControl = "no-store";
                http.Response.Headers.XContentTypeOptions = "nosniff";
                return serve(http);
            };
        });
    }

    private static void Announce(WebApplication app)
    {
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(OperatorDashboard).FullName!);
        if (app.Services.GetRequiredService<IOptions<OperatorDashboardOptions>>().Value.OperatorKey is null)
            LogLocalOnly(logger, Path);
        else
            LogKeyNeeded(logger, Path);
        if (app.Services.GetRequiredService<DashboardTypes>().Missing is { Length: > 0 } missing)
            LogAwake(logger, missing);
    }

    [LoggerMessage(EventId = 2301, Level = LogLevel.Information,
        Message = "The dashboard at {Path} answers only to browsers on this machine, because Dashboard:OperatorKey is not set.")]
    private static partial void LogLocalOnly(ILogger logger, string path);

    [LoggerMessage(EventId = 2302, Level = LogLevel.Information,
        Message = "The dashboard at {Path} asks for user 'operator' and the key in Dashboard:OperatorKey.")]
    private static partial void LogKeyNeeded(ILogger logger, string path);

    [LoggerMessage(EventId = 2306, Level = LogLevel.Warning,
        Message = "This version of Orleans has no {Types}, so its dashboard is always awake, which costs some speed.")]
    private static partial void LogAwake(ILogger logger, string types);
}

using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Dashboard;
using Orleans.Providers;
using Orleans.Serialization.Configuration;

namespace OrleansMicro.Silo;

/// <summary>
/// Lets Orleans' dashboard measure the silo only while it is viewed. Its host starts an OpenTelemetry reader with the silo. Every second the reader
/// asks all instruments of Orleans, which walks all activations, and every call records its counters for it:
/// https://github.com/dotnet/orleans/blob/main/src/Dashboard/Orleans.Dashboard/DashboardHost.cs
/// </summary>
internal static class SleepingDashboard
{
    /// <summary>
    /// Adds the dashboard. A request to an endpoint of <see cref="WakeDashboard"/> on any silo wakes it on all. If its types are not known, it is
    /// always awake.
    /// </summary>
    public static void AddSleepingDashboard(this ISiloBuilder silo, Action<DashboardOptions> configure)
    {
        var types = TypesFor(silo.Services);
        silo.Services.TryAddSingleton(types);

        // AddDashboard does not start a host that is registered already.
        if (types.Host is { } host)
            silo.Services.AddSingleton(host);
        silo.AddDashboard(configure);
        DashboardAssets.AddTo(silo.Services, types.Assets);
        silo.Services.TryAddSingleton(static services => Create(services, services.GetRequiredService<TimeProvider>()));
        silo.Services.AddHostedService(static services => services.GetRequiredService<WhileViewed>());
        silo.Services.AddSingleton<DashboardViews>();
        silo.Services.AddKeyedSingleton<IControllable>(
            DashboardViews.Name, static (services, _) => services.GetRequiredService<DashboardViews>());

        // The control command names the type of its receiver.
        silo.Services.Configure<TypeManifestOptions>(static types => types.AddAllowedType(typeof(DashboardViews)));
    }

    /// <summary>What wakes it. Tests register one with a clock of their own first.</summary>
    public static WhileViewed Create(IServiceProvider services, TimeProvider clock) =>
        new(() => Start(services), clock, services.GetRequiredService<ILogger<WhileViewed>>());

    /// <summary>Requests to these endpoints are views.</summary>
    public static RouteGroupBuilder WakeDashboard(this RouteGroupBuilder endpoints) => endpoints.AddEndpointFilter(static (context, next) =>
    {
        var services = context.HttpContext.RequestServices;
        services.GetRequiredService<DashboardViews>().Add();
        services.GetRequiredService<DashboardAssets>().Read();
        return next(context);
    });

    // Tests register others first.
    private static DashboardTypes TypesFor(IServiceCollection services) =>
        services.LastOrDefault(static service => service.ServiceType == typeof(DashboardTypes))?.ImplementationInstance as DashboardTypes
        ?? DashboardTypes.From(typeof(Orleans.Dashboard.ServiceCollectionExtensions).Assembly);

    // A new host each time. Its reader starts in a stage of the silo's lifecycle, which is over.
    private static async Task<IAsyncDisposable> Start(IServiceProvider services)
    {
        if (services.GetRequiredService<DashboardTypes>().Host is not { } type)
            return new AsyncServiceScope(services.CreateScope());
        var host = ActivatorUtilities.CreateInstance(services, type);
        var stages = new PastStages();
        ((ILifecycleParticipant<ISiloLifecycle>)host).Participate(stages);
        await stages.Start();
        await ((IHostedService)host).StartAsync(CancellationToken.None);
        return (IAsyncDisposable)host;
    }
}

using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Orleans.Dashboard;

/// <summary>Adds the dashboard to a host and maps its page.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Adds the dashboard to a silo.</summary>
    public static ISiloBuilder AddDashboard(this ISiloBuilder siloBuilder, Action<DashboardOptions>? configureOptions = null)
    {
        ArgumentNullException.ThrowIfNull(siloBuilder);
        AddDashboard(siloBuilder.Services, configureOptions);
        return siloBuilder;
    }

    /// <summary>Adds the dashboard to a client of the cluster, so that a host without grains can show it.</summary>
    public static IClientBuilder AddDashboard(this IClientBuilder clientBuilder, Action<DashboardOptions>? configureOptions = null)
    {
        ArgumentNullException.ThrowIfNull(clientBuilder);
        AddDashboard(clientBuilder.Services, configureOptions);
        return clientBuilder;
    }

    /// <summary>
    /// Maps the page, what it loads, and its figures as JSON. Anyone who can reach it may read it: call <c>RequireAuthorization</c> on the result.
    /// </summary>
    /// <param name="endpoints">Where to map it.</param>
    /// <param name="routePrefix">The path of the page, such as <c>/dashboard</c>; the root if null.</param>
    /// <exception cref="InvalidOperationException">The dashboard was not added.</exception>
    public static RouteGroupBuilder MapOrleansDashboard(
        this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string? routePrefix = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var group = endpoints.MapGroup(routePrefix ?? "");
        DashboardPage.Map(group, endpoints.ServiceProvider);
        endpoints.ServiceProvider.GetRequiredService<DashboardEndpoints>().Map(group);
        return group;
    }

    private static void AddDashboard(IServiceCollection services, Action<DashboardOptions>? configureOptions)
    {
        var options = services.AddOptions<DashboardOptions>().ValidateOnStart();
        if (configureOptions is not null)
            options.Configure(configureOptions);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<DashboardOptions>, DashboardOptionsValidator>());
        services.TryAddSingleton<PageAssets>();
        services.TryAddSingleton<DashboardEndpoints>();
        services.TryAddSingleton(static provider => new ClusterStatistics(
            provider.GetRequiredService<IMembership>(), provider.GetRequiredService<IGrainFactory>(), provider.GetRequiredService<TimeProvider>()));

        // Made when the host starts, because it can only tell since when a silo is gone if it saw it go.
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, MembershipWatch>());
    }
}

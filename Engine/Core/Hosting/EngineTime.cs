using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Orleans.Hosting;

/// <summary>The clocks of a host.</summary>
internal static class EngineTime
{
    /// <summary>Registers the system's clock, unless the application brings its own, for all parts that have none of their own.</summary>
    public static void Add(IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddKeyedSingleton(KeyedService.AnyKey, static (services, _) => services.GetRequiredService<TimeProvider>());
    }

    /// <summary>The clock of a part.</summary>
    public static TimeProvider Of(IServiceProvider services, string name) =>
        services.GetKeyedService<TimeProvider>(name) ?? services.GetRequiredService<TimeProvider>();
}

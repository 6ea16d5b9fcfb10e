using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OrleansMicro.Hosting;
using OrleansMicro.Silo.Webhooks;

namespace OrleansMicro.Silo;

/// <summary>What the silos of both modes have.</summary>
internal static class SiloServices
{
    /// <summary>Adds a silo with the marketplace's grains and the recovery of their orders.</summary>
    public static void AddSilo(this WebApplicationBuilder builder, Action<ISiloBuilder> configure)
    {
        builder.AddValidatedOptions<ServerOptions, ServerOptionsValidator>(ServerOptions.Section);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ServerOptions>, OrderIdleTimeValidator>());
        builder.Services.AddMarketplaceGrains(builder.Configuration);
        builder.UseOrleans(silo =>
        {
            configure(silo);
            silo.LimitQueues();
            silo.CollectIdleGrains();
            silo.UseWatchdogClock();
            silo.Services.CacheGrainInterfaceTypes();
        });

        // Hosted services start in this order, and the pulse calls grains.
        builder.Services.AddHostedService<RecoveryPulse>();
        builder.Services.AddWebhooks();
    }
}

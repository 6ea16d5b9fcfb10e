using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OrleansMicro.Batches;
using OrleansMicro.Catalog;
using OrleansMicro.Events;
using OrleansMicro.Orders;
using OrleansMicro.Payments;
using OrleansMicro.Webhooks;

namespace OrleansMicro;

/// <summary>What the grains need from the host.</summary>
public static class GrainServices
{
    /// <summary>
    /// Registers the options of the grains, which are validated at start, and the payment provider: the simulator, unless another one is registered
    /// already.
    /// </summary>
    public static IServiceCollection AddMarketplaceGrains(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IPaymentProvider, SimulatedPaymentProvider>();
        services.AddStateRows();
        services.TryAddSingleton<StateFreshness>();
        services.TryAddSingleton<EventOutlet>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(static silo => silo.GetRequiredService<EventOutlet>());
        services.TryAddSingleton<GrainStates>();
        services.TryAddSingleton<PaymentProcesses>();
        services.TryAddSingleton<SimulatedAcquirers>();
        services.TryAddSingleton<LocalProducts>();
        services.TryAddSingleton<ProductReads>();
        services.TryAddSingleton<IWebhookChance, SystemChance>();
        services.TryAddSingleton<WebhookRequests>();
        services.AddBatches();
        services.AddValidatedOptions<StateOptions, StateOptionsValidator>(configuration, StateOptions.Section);
        services.AddValidatedOptions<OrderOptions, OrderOptionsValidator>(configuration, OrderOptions.Section);
        services.AddValidatedOptions<EventOptions, EventOptionsValidator>(configuration, EventOptions.Section);
        services.AddValidatedOptions<PaymentOptions, PaymentOptionsValidator>(configuration, PaymentOptions.Section);
        services.AddValidatedOptions<PaymentSimulatorOptions, PaymentSimulatorOptionsValidator>(configuration, PaymentSimulatorOptions.Section);
        services.AddValidatedOptions<EventSourceOptions, EventSourceOptionsValidator>(configuration, EventSourceOptions.Section);
        services.AddValidatedOptions<WebhookOptions, WebhookOptionsValidator>(configuration, WebhookOptions.Section);
        return services;
    }

    private static void AddBatches(this IServiceCollection services)
    {
        services.AddPlacementDirector<HomePlacement, HomeDirector>();
        services.AddPlacementDirector<SiloPlacement, SiloDirector>();
        services.TryAddSingleton<IClusterSilos, ClusterSilos>();
        services.TryAddSingleton<BatchCalls>();
        services.TryAddSingleton<ForgetQueue>();
        services.TryAddSingleton<OrderCalls>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(static silo => silo.GetRequiredService<ForgetQueue>());
    }

    private static void AddValidatedOptions<TOptions, TValidator>(this IServiceCollection services, IConfiguration configuration, string section)
        where TOptions : class
        where TValidator : class, IValidateOptions<TOptions>
    {
        services.AddOptions<TOptions>().Bind(configuration.GetSection(section)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TOptions>, TValidator>());
    }
}

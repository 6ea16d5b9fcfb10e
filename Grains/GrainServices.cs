using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OrleansMicro.Orders;
using OrleansMicro.Payments;

namespace OrleansMicro;

/// <summary>What the grains need from the host.</summary>
public static class GrainServices
{
    /// <summary>
    /// Registers the grains' options, each checked at start with the name of the key at fault, and the payment provider: the simulator, unless
    /// another one is registered already.
    /// </summary>
    public static IServiceCollection AddMarketplaceGrains(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IPaymentProvider, SimulatedPaymentProvider>();
        services.TryAddSingleton<StateFreshness>();
        services.TryAddSingleton<GrainStates>();
        services.AddOptions<StateOptions>()
            .Bind(configuration.GetSection(StateOptions.Section))
            .Require(StateOptions.Section, nameof(StateOptions.MaxReadAge), o => o.MaxReadAge ?? TimeSpan.Zero, Minimum(0))
            .ValidateOnStart();
        services.AddOptions<OrderOptions>()
            .Bind(configuration.GetSection(OrderOptions.Section))
            .Require(OrderOptions.Section, nameof(OrderOptions.ReservationLifetime), o => o.ReservationLifetime, Minimum(1_000))
            .Require(OrderOptions.Section, nameof(OrderOptions.CheckoutTimeout), o => o.CheckoutTimeout, Minimum(1_000))
            .Require(OrderOptions.Section, nameof(OrderOptions.InitialBackoff), o => o.InitialBackoff, Minimum(1))
            .Require(OrderOptions.Section, nameof(OrderOptions.MaxBackoff), o => o.MaxBackoff, Minimum(1))
            .Require(OrderOptions.Section, nameof(OrderOptions.ResumeAfter), o => o.ResumeAfter, Minimum(0))
            .Require(OrderOptions.Section, nameof(OrderOptions.MaxInFlightPerShard), o => o.MaxInFlightPerShard, (1, 1_000_000))
            .ValidateOnStart();
        services.AddOptions<PaymentOptions>()
            .Bind(configuration.GetSection(PaymentOptions.Section))
            .Require(PaymentOptions.Section, nameof(PaymentOptions.ProviderTimeout), o => o.ProviderTimeout, Minimum(1))
            .Require(PaymentOptions.Section, nameof(PaymentOptions.MaxAttempts), o => o.MaxAttempts, (1, 10))
            .Require(PaymentOptions.Section, nameof(PaymentOptions.InitialBackoff), o => o.InitialBackoff, Minimum(0))
            .ValidateOnStart();
        services.AddOptions<PaymentSimulatorOptions>()
            .Bind(configuration.GetSection(PaymentSimulatorOptions.Section))
            .Require(PaymentSimulatorOptions.Section, nameof(PaymentSimulatorOptions.DeclinePercent), o => o.DeclinePercent, (0, 100))
            .Require(PaymentSimulatorOptions.Section, nameof(PaymentSimulatorOptions.TimeoutPercent), o => o.TimeoutPercent, (0, 90))
            .Require(PaymentSimulatorOptions.Section, nameof(PaymentSimulatorOptions.TimeoutBeforePercent), o => o.TimeoutBeforePercent, (0, 90))
            .Require(PaymentSimulatorOptions.Section, nameof(PaymentSimulatorOptions.LatencyMs), o => o.LatencyMs, (0, 60_000))
            .ValidateOnStart();
        return services;
    }

    // No duration of a day or more makes sense for any of them.
    private static (TimeSpan Least, TimeSpan Most) Minimum(int milliseconds) => (TimeSpan.FromMilliseconds(milliseconds), TimeSpan.FromDays(1));

    private static OptionsBuilder<TOptions> Require<TOptions, TValue>(
        this OptionsBuilder<TOptions> options, string section, string name, Func<TOptions, TValue> value, (TValue Least, TValue Most) range)
        where TOptions : class
        where TValue : IComparable<TValue> =>
        options.Validate(
            o => value(o).CompareTo(range.Least) >= 0 && value(o).CompareTo(range.Most) <= 0,
            $"Configuration key {section}:{name} must be between {range.Least} and {range.Most}.");
}

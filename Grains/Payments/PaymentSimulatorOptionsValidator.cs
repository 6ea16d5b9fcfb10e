using Microsoft.Extensions.Options;

namespace OrleansMicro.Payments;

/// <summary>The limits of <see cref="PaymentSimulatorOptions"/>.</summary>
internal sealed class PaymentSimulatorOptionsValidator : IValidateOptions<PaymentSimulatorOptions>
{
    public ValidateOptionsResult Validate(string? name, PaymentSimulatorOptions options) => new OptionErrors(PaymentSimulatorOptions.Section)
        .Range(nameof(options.DeclinePercent), options.DeclinePercent, 0, 100)
        .Range(nameof(options.TimeoutPercent), options.TimeoutPercent, 0, 90)
        .Range(nameof(options.TimeoutBeforePercent), options.TimeoutBeforePercent, 0, 90)
        .Range(nameof(options.LatencyMs), options.LatencyMs, 0, 60_000)
        .ToResult();
}

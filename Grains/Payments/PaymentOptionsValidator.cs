using Microsoft.Extensions.Options;

namespace OrleansMicro.Payments;

/// <summary>The limits of <see cref="PaymentOptions"/>.</summary>
internal sealed class PaymentOptionsValidator : IValidateOptions<PaymentOptions>
{
    public ValidateOptionsResult Validate(string? name, PaymentOptions options) => new OptionErrors(PaymentOptions.Section)
        .Range(nameof(options.ProviderTimeout), options.ProviderTimeout, TimeSpan.FromMilliseconds(1), OptionErrors.MaxDuration)
        .Range(nameof(options.MaxAttempts), options.MaxAttempts, 1, 10)
        .Range(nameof(options.InitialBackoff), options.InitialBackoff, TimeSpan.Zero, OptionErrors.MaxDuration)
        .ToResult();
}

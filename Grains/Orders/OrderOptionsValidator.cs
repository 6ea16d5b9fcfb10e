using Microsoft.Extensions.Options;

namespace OrleansMicro.Orders;

/// <summary>The limits of <see cref="OrderOptions"/>.</summary>
internal sealed class OrderOptionsValidator : IValidateOptions<OrderOptions>
{
    public ValidateOptionsResult Validate(string? name, OrderOptions options) => new OptionErrors(OrderOptions.Section)
        .Range(nameof(options.ReservationLifetime), options.ReservationLifetime, TimeSpan.FromSeconds(1), Limits.MaxReservationLifetime)
        .Range(nameof(options.CheckoutTimeout), options.CheckoutTimeout, TimeSpan.FromSeconds(1), OptionErrors.MaxDuration)
        .Range(nameof(options.InitialBackoff), options.InitialBackoff, TimeSpan.FromMilliseconds(1), OptionErrors.MaxDuration)
        .Range(nameof(options.MaxBackoff), options.MaxBackoff, TimeSpan.FromMilliseconds(1), OptionErrors.MaxDuration)
        .Range(nameof(options.ResumeAfter), options.ResumeAfter, TimeSpan.Zero, OptionErrors.MaxDuration)
        .Range(nameof(options.MaxInFlightPerShard), options.MaxInFlightPerShard, 1, 1_000_000)
        .ToResult();
}

using Microsoft.Extensions.Options;
using OrleansMicro.Hosting;
using OrleansMicro.Orders;

namespace OrleansMicro.Silo;

/// <summary>
/// An order that waits for its next attempt must not leave the memory, or it is retried only at the next recovery pulse. Its timer does not prevent
/// that: Orleans' <c>KeepAlive</c> counts only when a timer fires. The pulse does, because it calls the orders that have been in flight for
/// <see cref="OrderOptions.ResumeAfter"/>.
/// </summary>
internal sealed class OrderIdleTimeValidator(IOptions<OrderOptions> orders) : IValidateOptions<ServerOptions>
{
    public ValidateOptionsResult Validate(string? name, ServerOptions options)
    {
        try
        {
            return Validate(options, orders.Value);
        }
        catch (OptionsValidationException)
        {
            // Their own validator reports them, together with those of other sections.
            return ValidateOptionsResult.Skip;
        }
    }

    private static ValidateOptionsResult Validate(ServerOptions options, OrderOptions orders)
    {
        var (idle, pause, call) = (options.OrderIdleTime, orders.MaxBackoff, orders.ResumeAfter + options.RecoveryPulse);
        return new OptionErrors(ServerOptions.Section)
            .Require(
                idle >= pause || idle >= call,
                nameof(options.OrderIdleTime),
                $"is {idle}; it must be at least {OrderOptions.Section}:{nameof(OrderOptions.MaxBackoff)} ({pause}), or at least "
                + $"{OrderOptions.Section}:{nameof(OrderOptions.ResumeAfter)} and {ServerOptions.Section}:{nameof(options.RecoveryPulse)} together "
                + $"({call}), or orders are retried late")
            .ToResult();
    }
}

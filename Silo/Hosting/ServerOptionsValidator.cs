using Microsoft.Extensions.Options;
using OrleansMicro.Hosting;

namespace OrleansMicro.Silo;

/// <summary>The limits of <see cref="ServerOptions"/>.</summary>
internal sealed class ServerOptionsValidator : IValidateOptions<ServerOptions>
{
    public ValidateOptionsResult Validate(string? name, ServerOptions options) => new OptionErrors(ServerOptions.Section)
        .Require(!string.IsNullOrWhiteSpace(options.Data), nameof(options.Data), "is empty; it must name a folder")
        .Range(nameof(options.GatewayPort), options.GatewayPort, 0, 65_535)
        .Range(nameof(options.RecoveryPulse), options.RecoveryPulse, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1))
        .Range(nameof(options.MaxCallsPerGrain), options.MaxCallsPerGrain, 1, 1_000_000)
        .Range(nameof(options.IdleTime), options.IdleTime, TimeSpan.FromSeconds(10), TimeSpan.FromDays(1))
        .Range(nameof(options.CartIdleTime), options.CartIdleTime, TimeSpan.FromSeconds(10), TimeSpan.FromDays(1))
        .Range(nameof(options.OrderIdleTime), options.OrderIdleTime, TimeSpan.FromSeconds(10), TimeSpan.FromDays(1))
        .ToResult();
}

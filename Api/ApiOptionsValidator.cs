using System.Text;
using Microsoft.Extensions.Options;
using OrleansMicro.Hosting;

namespace OrleansMicro;

/// <summary>The limits of <see cref="ApiOptions"/>.</summary>
internal sealed class ApiOptionsValidator : IValidateOptions<ApiOptions>
{
    private const int MinKeyBytes = 16;

    // Clients and gateways commonly time out after 30 seconds.
    private static readonly TimeSpan MaxCheckoutWait = TimeSpan.FromSeconds(25);

    public ValidateOptionsResult Validate(string? name, ApiOptions options) => new OptionErrors(ApiOptions.Section)
        .Range(nameof(options.CheckoutWait), options.CheckoutWait, TimeSpan.Zero, MaxCheckoutWait)
        .Range(nameof(options.RetryTimeout), options.RetryTimeout, TimeSpan.Zero, TimeSpan.FromMinutes(2))
        .Range(nameof(options.BodyTimeout), options.BodyTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(2))
        .Require(Encoding.UTF8.GetByteCount(options.CursorKey) >= MinKeyBytes, nameof(options.CursorKey), $"must have at least {MinKeyBytes} characters")
        .Range(nameof(options.MaxConnections), options.MaxConnections, 1, long.MaxValue)
        .ToResult();
}

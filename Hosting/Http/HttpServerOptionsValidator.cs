using Microsoft.Extensions.Options;

namespace OrleansMicro.Hosting;

/// <summary>The limits of <see cref="HttpServerOptions"/>.</summary>
public sealed class HttpServerOptionsValidator : IValidateOptions<HttpServerOptions>
{
    public ValidateOptionsResult Validate(string? name, HttpServerOptions options) => new OptionErrors(HttpServerOptions.Section)
        .Range(nameof(options.Port), options.Port, 0, 65_535)
        .Range(nameof(options.ShutdownTimeout), options.ShutdownTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10))
        .Range(nameof(options.DrainDelay), options.DrainDelay, TimeSpan.Zero, Half(options.ShutdownTimeout))
        .ToResult();

    private static TimeSpan Half(TimeSpan shutdown) => shutdown > TimeSpan.Zero ? shutdown / 2 : TimeSpan.Zero;
}

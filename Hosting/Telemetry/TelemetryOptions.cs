using Microsoft.Extensions.Options;

namespace OrleansMicro.Hosting;

/// <summary>Where telemetry is sent; configuration section <c>Telemetry</c>. The standard variables of OpenTelemetry decide the rest.</summary>
public sealed class TelemetryOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Telemetry";

    /// <summary>The OTLP receiver, an absolute URI. It wins over <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>. Neither: telemetry is off.</summary>
    public string? Endpoint { get; set; }
}

/// <summary>Validates <see cref="TelemetryOptions"/>.</summary>
internal sealed class TelemetryOptionsValidator : IValidateOptions<TelemetryOptions>
{
    public ValidateOptionsResult Validate(string? name, TelemetryOptions options) => new OptionErrors(TelemetryOptions.Section)
        .Require(string.IsNullOrEmpty(options.Endpoint) || IsEndpoint(options.Endpoint), nameof(options.Endpoint), Message(options.Endpoint))
        .ToResult();

    internal static bool IsEndpoint(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Host.Length > 0;

    internal static string Message(string? value) => $"is '{value}'; it must be an absolute http or https URI such as http://localhost:4317";
}

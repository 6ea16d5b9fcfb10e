using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;

namespace OrleansMicro.Hosting;

/// <summary>Traces, metrics and logs over OTLP. Off, and nothing of OpenTelemetry is loaded, unless an endpoint is set.</summary>
public static class TelemetryHosting
{
    /// <summary>The standard setting of OpenTelemetry.</summary>
    internal const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private const string DisabledVariable = "OTEL_SDK_DISABLED";

    /// <summary>Adds telemetry if it is on. Throws <see cref="OptionsValidationException"/> if the endpoint is invalid.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="service">The name of the service, unless <c>OTEL_SERVICE_NAME</c> or <c>OTEL_RESOURCE_ATTRIBUTES</c> has one.</param>
    public static void AddTelemetry(this WebApplicationBuilder builder, string service)
    {
        var own = builder.ReadValidatedOptions<TelemetryOptions, TelemetryOptionsValidator>(TelemetryOptions.Section).Endpoint;
        if (!string.IsNullOrEmpty(own))
            builder.Configuration[EndpointVariable] = own;
        if (builder.Configuration[EndpointVariable] is not { Length: > 0 } endpoint
            || string.Equals(builder.Configuration[DisabledVariable], "true", StringComparison.OrdinalIgnoreCase))
            return;
        if (!TelemetryOptionsValidator.IsEndpoint(endpoint))
        {
            throw new OptionsValidationException(
                "", typeof(TelemetryOptions), [$"{EndpointVariable} {TelemetryOptionsValidator.Message(endpoint)}."]);
        }

        Export(builder, service);
    }

    // Not inlined: the runtime would load OpenTelemetry to compile the method above.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Export(WebApplicationBuilder builder, string service) => OpenTelemetryExport.Add(builder, service);
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using OrleansMicro.Hosting;

namespace OrleansMicro.Tests.Hosting;

/// <summary>When a host has telemetry, and when it has nothing of it.</summary>
public sealed class TelemetryHostingTests
{
    private const string Endpoint = "http://localhost:4317";
    private const string Standard = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private static readonly Type[] Added = [typeof(TracerProvider), typeof(MeterProvider), typeof(TracedCalls)];

    [Fact]
    public async Task Nothing_is_registered_unless_an_endpoint_is_set()
    {
        var services = await Services();

        Assert.DoesNotContain(services, static type => type.FullName!.StartsWith("OpenTelemetry.", StringComparison.Ordinal));
        Assert.DoesNotContain(typeof(TracedCalls), services);
        Assert.Equal(await Services((Standard, "")), services);
        Assert.Equal(await Services((Standard, Endpoint), ("OTEL_SDK_DISABLED", "true")), services);
    }

    [Theory]
    [InlineData("Telemetry:Endpoint")]
    [InlineData(Standard)]
    public async Task An_endpoint_turns_everything_on(string key) => Assert.Subset((await Services((key, Endpoint))).ToHashSet(), Added.ToHashSet());

    [Theory]
    [InlineData("Telemetry:Endpoint", "localhost:4317")]
    [InlineData("Telemetry:Endpoint", "ftp://localhost")]
    [InlineData(Standard, "/collector")]
    public async Task An_endpoint_that_is_none_is_refused(string key, string value)
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => Services((key, value)));

        Assert.StartsWith($"{key} is '{value}'; it must be an absolute http or https URI", failure.Message, StringComparison.Ordinal);
    }

    // Services and what implements them. Not resolved: what listens would disturb the tests beside this one.
    private static async Task<List<Type>> Services(params (string Key, string Value)[] settings)
    {
        IServiceCollection? services = null;
        using var folder = new TempFolder();
        await using var app = SingleServer.Create(["--data", folder.Path], builder =>
        {
            foreach (var (key, value) in settings)
                builder.Configuration[key] = value;
            services = builder.Services;
        });
        return [.. services!.Where(static service => !service.IsKeyedService)
            .SelectMany(static service => new[] { service.ServiceType, service.ImplementationType }).OfType<Type>()];
    }
}

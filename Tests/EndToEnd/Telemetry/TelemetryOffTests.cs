using System.Globalization;

namespace OrleansMicro.Tests.EndToEnd.Telemetry;

/// <summary>A server without an endpoint for telemetry.</summary>
[Collection(ProcessTests.Name)]
public sealed class TelemetryOffTests
{
    // OpenTelemetry.dll is loaded in any case: a type of Orleans' dashboard has a field of it.
    [Fact]
    public async Task Loads_none_of_the_packages_of_telemetry()
    {
        using var folder = new TempFolder();
        await using var server = await ServerProcess.Start(folder.Path);
        using var shop = new ShopClient(server.Url);
        await shop.Buy();

        var loaded = await File.ReadAllLinesAsync(string.Create(CultureInfo.InvariantCulture, $"/proc/{server.Pid}/maps"));

        Assert.Contains(loaded, static line => line.EndsWith("/Orleans.Core.dll", StringComparison.Ordinal));
        var telemetry = loaded.Where(static line => line.Contains("/OpenTelemetry.", StringComparison.Ordinal));
        Assert.DoesNotContain(telemetry, static line => !line.EndsWith("/OpenTelemetry.dll", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Telemetry:Endpoint is 'collector'", "--Telemetry:Endpoint", "collector")]
    [InlineData("Telemetry:Endpoint is 'ftp://collector'", "--Telemetry:Endpoint", "ftp://collector")]
    public async Task Does_not_start_with_an_endpoint_that_is_none(string message, params string[] setting)
    {
        using var folder = new TempFolder();
        var (exitCode, output) = await ServerProcess.Run(["--data", folder.Path, .. setting]);

        Assert.Equal(2, exitCode);
        Assert.Contains(message, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_the_variable_of_an_endpoint_that_is_none()
    {
        using var folder = new TempFolder();
        var (exitCode, output) = await ServerProcess.Run(["--data", folder.Path], new() { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "collector:4317" });

        Assert.Equal(2, exitCode);
        Assert.Contains("OTEL_EXPORTER_OTLP_ENDPOINT is 'collector:4317'", output, StringComparison.Ordinal);
    }
}

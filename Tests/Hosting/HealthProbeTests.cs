using OrleansMicro.Hosting;

namespace OrleansMicro.Tests.Hosting;

/// <summary>The default address of a container's health check.</summary>
public sealed class HealthProbeTests
{
    [Theory]
    [InlineData("http://127.0.0.1:8081", null, null)]
    [InlineData("http://127.0.0.1:9000", null, "9000")]
    [InlineData("http://127.0.0.1:8080", "http://*:8080", null)]
    [InlineData("http://127.0.0.1:8080", "http://+:8080", "9000")]
    [InlineData("http://127.0.0.1:8080", "http://0.0.0.0:8080;http://*:9090", null)]
    [InlineData("http://127.0.0.1:8080", "http://[::]:8080", null)]
    [InlineData("http://192.0.2.7:8080", "http://192.0.2.7:8080", null)]
    public void Asks_where_the_server_is_configured_to_listen(string expected, string? urls, string? port) =>
        Assert.Equal(expected, HealthProbe.DefaultUrl(8081, name => name == "ASPNETCORE_URLS" ? urls : name == "Server__Port" ? port : null));
}

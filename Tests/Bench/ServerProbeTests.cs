using System.Net;
using System.Net.Sockets;
using OrleansMicro.Bench.Api;
using OrleansMicro.Bench.Flash;

namespace OrleansMicro.Tests.Bench;

/// <summary>Servers that were never there.</summary>
public sealed class ServerProbeTests : IDisposable
{
    private readonly TcpListener _server = new(IPAddress.Loopback, 0);

    public ServerProbeTests() => _server.Start();

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task A_closed_port_fails_at_once_and_is_named()
    {
        var url = Url();
        _server.Stop();

        var failure = await Assert.ThrowsAsync<IOException>(() => ServerProbe.RequireOne([url], default));

        Assert.Equal($"No server listens on http://{url.Authority}. Start one with ./run, or name another with --url.", failure.Message);
    }

    [Fact]
    public async Task A_closed_gateway_fails_at_once_and_is_named()
    {
        var port = Url().Port;
        _server.Stop();

        var failure = await Assert.ThrowsAsync<IOException>(() => ShopConnection.ToServer(port, default));

        Assert.Contains($"--Server:GatewayPort {port}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public Task One_server_of_several_is_enough() => ServerProbe.RequireOne([new Uri("http://127.0.0.1:1"), Url()], default);

    private Uri Url() => new($"http://127.0.0.1:{((IPEndPoint)_server.LocalEndpoint).Port}/");
}

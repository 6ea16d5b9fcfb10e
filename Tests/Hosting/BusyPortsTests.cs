using System.Net;
using System.Net.Sockets;
using OrleansMicro.Hosting;

namespace OrleansMicro.Tests.Hosting;

/// <summary>Addresses that a server cannot listen on.</summary>
public sealed class BusyPortsTests : IDisposable
{
    private readonly TcpListener _other = new(IPAddress.Loopback, 0);

    public BusyPortsTests() => _other.Start();

    [Theory]
    [InlineData("http://localhost:{0}")]
    [InlineData("http://127.0.0.1:{0}")]
    [InlineData("http://*:{0}")]
    [InlineData("http://127.0.0.1:0; http://+:{0}")]
    [InlineData("http://shop.example:{0}")]
    public void An_address_in_use_is_refused(string urls)
    {
        var port = ((IPEndPoint)_other.LocalEndpoint).Port;

        var failure = Assert.Throws<StartException>(() => BusyPorts.Refuse(urls.Replace("{0}", $"{port}", StringComparison.Ordinal)));

        Assert.Matches($"^Another program listens on .*:{port}\\. Choose another one with --port or --urls\\.$", failure.Message);
    }

    [Theory]
    [InlineData("http://192.0.2.1:80", "192.0.2.1:80 is not an address of this machine")]
    [InlineData("ftp://127.0.0.1", "'ftp://127.0.0.1'. Use http://HOST:PORT.")]
    [InlineData("http://127.0.0.1:0/shop", "'http://127.0.0.1:0/shop'. Use http://HOST:PORT.")]
    public void An_address_that_cannot_be_used_is_refused(string urls, string message) =>
        Assert.Contains(message, Assert.Throws<StartException>(() => BusyPorts.Refuse(urls)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("nowhere")]
    [InlineData("http://127.0.0.1:70000")]
    public void A_text_that_is_no_address_is_explained(string urls) =>
        Assert.Single(StartFailures.Explain(Assert.ThrowsAny<Exception>(() => BusyPorts.Refuse(urls))));

    [Theory]
    [InlineData("")]
    [InlineData("http://127.0.0.1:0")]
    [InlineData("http://localhost:{0};http://[::1]:{0}")]
    [InlineData("http://unix:/tmp/shop.sock")]
    public void Free_addresses_are_accepted(string urls)
    {
        var port = ((IPEndPoint)_other.LocalEndpoint).Port;
        _other.Stop();
        BusyPorts.Refuse(urls.Replace("{0}", $"{port}", StringComparison.Ordinal));
    }

    public void Dispose() => _other.Dispose();
}

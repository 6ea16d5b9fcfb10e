using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace OrleansMicro.Tests.Api.BadInput;

/// <summary>Requests that the web server refuses before they reach the API: the right status, no body, and a closed connection.</summary>
[Collection(ShopTests.Name)]
public sealed class ServerRefusalTests(ShopHost host)
{
    public static TheoryData<string, string> Refused => new()
    {
        { $"GET /{new string('x', 5000)} HTTP/1.1\r\nHost: test\r\n\r\n", "414 URI Too Long" },
        { $"GET / HTTP/1.1\r\nHost: test\r\nX-Large: {new string('x', 20_000)}\r\n\r\n", "431 Request Header Fields Too Large" },
        {
            "GET / HTTP/1.1\r\nHost: test\r\n" + string.Concat(Enumerable.Range(0, 70).Select(i => $"X-{i}: 1\r\n")) + "\r\n",
            "431 Request Header Fields Too Large"
        },
        { "GET / HTTP/1.1\r\n\r\n", "400 Bad Request" },
        { "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "400 Bad Request" },
        { "GET / HTTP/1.1\r\nHost: a b\r\n\r\n", "400 Bad Request" },
        { "GET /v1/sellers/a%00b HTTP/1.1\r\nHost: test\r\n\r\n", "400 Bad Request" },
        { "GET /v1/sellers/a\0b HTTP/1.1\r\nHost: test\r\n\r\n", "400 Bad Request" },
        { "GET / HTTP/9.9\r\nHost: test\r\n\r\n", "505 HTTP Version Not Supported" },
        { "nonsense\r\n\r\n", "400 Bad Request" },
        { "POST /v1/carts/c/lines HTTP/1.1\r\nHost: test\r\nContent-Length: -1\r\n\r\n", "400 Bad Request" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task The_server_refuses_and_closes(string request, string status)
    {
        var answer = await Exchange(host.Address, request);

        Assert.StartsWith($"HTTP/1.1 {status}\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("Connection: close", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET /v1/sellers/a HTTP/1.1\r\nHost: test\r\n")]
    [InlineData("GET /v1/sel")]
    public async Task Headers_that_never_end_are_408_in_time(string start)
    {
        await using var server = await SingleServer.Start(static builder => builder.Services.PostConfigure<KestrelServerOptions>(static kestrel =>
        {
            Assert.Equal(15, kestrel.Limits.RequestHeadersTimeout.TotalSeconds);
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromMilliseconds(200);
        }));

        var answer = await Exchange(server.Address, start);

        Assert.StartsWith("HTTP/1.1 408 Request Timeout\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("Connection: close", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v1/sellers/x/products?cursor=%00")]
    [InlineData("/v1/sellers/x/products?limit=%00")]
    [InlineData("/v1/sellers/%01")]
    [InlineData("/%01")]
    [InlineData("/v1/sellers/%FF")]
    public async Task What_reaches_the_api_is_answered_with_a_problem(string path)
    {
        var reply = await host.Client.Get(path);
        Assert.True((int)reply.Status is 400 or 404, reply.Body);
        Assert.Equal("application/problem+json", reply.MediaType);
    }

    /// <summary>Sends bytes, and reads until the server closes the connection, which it does not do for a request that it accepts.</summary>
    private static async Task<string> Exchange(Uri server, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(20));
    }
}

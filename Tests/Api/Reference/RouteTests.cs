using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace OrleansMicro.Tests.Api.Reference;

[Collection(ShopTests.Name)]
public sealed class RouteTests(ShopHost host) : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ShopClient _shop = host.Client;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("/nowhere")]
    [InlineData("/v1/")]
    [InlineData("/v1/sellers")]
    [InlineData("/v1/sellers/a/b")]
    [InlineData("/v2/sellers/a")]
    public async Task Answers_an_unknown_route_with_a_problem(string path) => (await _shop.Get(path)).MustBeProblem(404, "route-not-found", null);

    [Theory]
    [InlineData("POST", "/v1/sellers/a", "GET, HEAD, PUT, OPTIONS")]
    [InlineData("DELETE", "/v1/orders/a", "GET, HEAD, OPTIONS")]
    [InlineData("PATCH", "/v1/carts/a", "DELETE, GET, HEAD, OPTIONS")]
    [InlineData("PUT", "/openapi/v1.json", "GET, HEAD, OPTIONS")]
    public async Task Answers_another_method_with_the_methods_that_are_allowed(string method, string path, string allowed)
    {
        var reply = (await _shop.Send(new HttpMethod(method), path, null)).MustBeProblem(405, "method-not-allowed", null);
        Assert.Contains(allowed, reply.Text("detail"), StringComparison.Ordinal);
        Assert.Equal(allowed, string.Join(", ", reply.ContentHeaders.Allow));
    }

    [Fact]
    public async Task Serves_the_reference_without_another_server()
    {
        var page = (await _shop.Get("/docs")).MustBe(200);

        Assert.Equal("text/html", page.MediaType);
        Assert.Contains("openapi/v1.json", page.Body, StringComparison.Ordinal);
        Assert.Contains("connect-src 'self'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("http://", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", page.Body, StringComparison.Ordinal);
        Assert.Equal(page.Body, (await _shop.Get("/")).MustBe(200).Body);
    }

    [Fact]
    public async Task Is_live_and_ready()
    {
        Assert.Equal("healthy", (await _shop.Get("/health/live")).MustBe(200).Text("status"));
        Assert.Equal("healthy", (await _shop.Get("/health/ready")).MustBe(200).Text("status"));
    }

    [Fact]
    public async Task Tells_a_gateway_which_process_it_reached()
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(host.Address, "/health/serving"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(host.Address.Authority, Assert.Single(answer.Headers.GetValues("X-Instance")));
    }

    [Fact]
    public async Task Tells_a_gateway_at_once_that_it_stops()
    {
        await using var app = SingleServer.Create(["--urls", "http://127.0.0.1:0", "--data", _folder.Path]);
        await app.StartAsync();
        var address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        using var http = new HttpClient();
        using var before = await http.GetAsync(new Uri(address, "/health/serving"));
        app.Lifetime.StopApplication();
        using var after = await http.GetAsync(new Uri(address, "/health/serving"));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable), (before.StatusCode, after.StatusCode));
        await app.WaitForShutdownAsync();
    }
}

using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace OrleansMicro.Tests.Silo.Dashboard;

/// <summary>Who may see the dashboard, over real HTTP.</summary>
public sealed class OperatorPolicyTests
{
    private const string Key = "correct-horse-battery";

    [Theory]
    [InlineData("operator", Key, HttpStatusCode.OK)]
    [InlineData("operator", "correct-horse-batterx", HttpStatusCode.Unauthorized)]
    [InlineData("operator", "", HttpStatusCode.Unauthorized)]
    [InlineData("somebody", Key, HttpStatusCode.Unauthorized)]
    public async Task With_a_key_only_the_operator_with_that_key_gets_in(string user, string password, HttpStatusCode expected)
    {
        await using var server = await Server.Start($"--Dashboard:OperatorKey={Key}");
        using var answer = await server.Get(Basic(user, password));
        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer abc")]
    [InlineData("Basic")]
    [InlineData("Basic %%%")]
    public async Task Without_a_name_and_key_a_browser_is_asked_for_them(string? authorization)
    {
        await using var server = await Server.Start($"--Dashboard:OperatorKey={Key}");
        using var answer = await server.Get(authorization);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("Basic", Assert.Single(answer.Headers.WwwAuthenticate).Scheme);
    }

    [Fact]
    public async Task Without_a_key_a_browser_on_this_machine_gets_in() =>
        await Expect(HttpStatusCode.OK, static _ => { });

    [Theory]
    [InlineData("X-Forwarded-For", "192.0.2.7")]
    [InlineData("Forwarded", "for=192.0.2.7")]
    public async Task Without_a_key_what_comes_through_a_proxy_is_not_local(string header, string value) =>
        await Expect(HttpStatusCode.Forbidden, request => request.Headers.Add(header, value));

    [Fact]
    public async Task Without_a_key_a_foreign_host_name_is_refused() =>
        await Expect(HttpStatusCode.Forbidden, static request => request.Headers.Host = "shop.example");

    [Fact]
    public async Task The_key_may_come_from_a_file()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("Dashboard__OperatorKey"), Key + "\n");
        await using var server = await Server.Start($"--Server:Secrets={folder.Path}");
        using var with = await server.Get(Basic("operator", Key));
        using var without = await server.Get(null);
        Assert.Equal(HttpStatusCode.OK, with.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, without.StatusCode);
    }

    [Theory]
    [InlineData("Dashboard:OperatorKey", "--Dashboard:OperatorKey=short")]
    [InlineData("Use Dashboard:OperatorKey instead", "--Dashboard:OperatorKeyFile=/nowhere/key")]
    public async Task A_wrong_setting_stops_the_start_and_is_named(string message, params string[] settings)
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => Server.Start(settings));
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_operator_sees_the_list_of_silos()
    {
        await using var server = await Server.Start($"--Dashboard:OperatorKey={Key}");
        using var without = await server.Get(null, "/silos");
        Assert.Equal(HttpStatusCode.Unauthorized, without.StatusCode);

        using var with = await server.Get(Basic("operator", Key), "/silos");
        using var silos = JsonDocument.Parse(await with.Content.ReadAsStringAsync());
        var silo = Assert.Single(silos.RootElement.EnumerateArray());
        Assert.Equal("Active", silo.GetProperty("status").GetString());
        Assert.True(silo.GetProperty("activations").GetInt32() > 0);
        Assert.StartsWith("127.0.0.1:", silo.GetProperty("silo").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_api_asks_nobody_for_the_operators_key()
    {
        await using var server = await Server.Start($"--Dashboard:OperatorKey={Key}");
        using var answer = await server.Get(null, "/health/live");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static async Task Expect(HttpStatusCode expected, Action<HttpRequestMessage> change)
    {
        await using var server = await Server.Start();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, "/dashboard/"));
        change(request);
        using var answer = await server.Send(request);
        Assert.Equal(expected, answer.StatusCode);
    }

    private static string Basic(string user, string password) =>
        "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));

    private sealed class Server(SingleServer server) : IAsyncDisposable
    {
        private readonly HttpClient _client = new();

        public Uri Address => server.Address;

        public static async Task<Server> Start(params string[] settings) => new(await SingleServer.Start(null, settings));

        public Task<HttpResponseMessage> Get(string? authorization, string path = "/dashboard/")
        {
            var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Address, path));
            if (authorization is not null)
                request.Headers.TryAddWithoutValidation("Authorization", authorization);
            return Send(request);
        }

        public Task<HttpResponseMessage> Send(HttpRequestMessage request) => _client.SendAsync(request);

        public ValueTask DisposeAsync()
        {
            _client.Dispose();
            return server.DisposeAsync();
        }
    }
}

using System.Net;
using System.Text.Json;
using StackExchange.Redis;

namespace OrleansMicro.Tests.EndToEnd.Cluster;

/// <summary>Real processes: what APIs answer while no silo runs, and what becomes of a silo that the others believe dead.</summary>
[Collection(ProcessTests.Name)]
public sealed class LostSilosTests(RedisServer redis) : IClassFixture<RedisServer>, IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);
    private const string Product = "/v1/sellers/ann/products/tea";
    private readonly HttpClient _http = new();
    private readonly string _redis = redis.Address;

    [SkippableFact]
    public async Task Answers_503_while_no_silo_runs_and_serves_with_the_next()
    {
        await using var cluster = await ClusterProcesses.Start(_redis, "all-gone", silos: 2, apis: 1, "--Api:RetryTimeout", "00:00:02");
        var api = cluster.Nodes.Urls[0];
        var seen = new List<HttpStatusCode>();
        Assert.Equal(HttpStatusCode.NotFound, (await Get(api, Product)).StatusCode);
        await Task.WhenAll(cluster.Nodes.Silos.Select(cluster.Nodes.Kill));

        // Several rounds, because what a call ends with changes: first lost answers, then refused connections, then no gateway at all.
        for (var request = 0; request < 5; request++)
            await Request();
        Assert.Equal(HttpStatusCode.OK, (await Get(api, "/health/serving")).StatusCode);
        await Eventually.Holds(
            async () => (await Get(api, "/health/ready")).StatusCode == HttpStatusCode.ServiceUnavailable,
            "the API says that it is not ready");

        var silo = cluster.Nodes.StartSilo(CancellationToken.None);
        await Eventually.Holds(async () => await Request() == HttpStatusCode.NotFound, "the API serves with the next silo");
        await silo;
        Assert.Contains(HttpStatusCode.ServiceUnavailable, seen);

        async Task<HttpStatusCode> Request()
        {
            var answer = await Get(api, Product);
            seen.Add(answer.StatusCode);
            Assert.True(answer.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.NotFound, $"{answer.StatusCode}\n{cluster.Output}");
            Assert.Equal(answer.StatusCode == HttpStatusCode.ServiceUnavailable, answer.Headers.RetryAfter is not null);
            return answer.StatusCode;
        }
    }

    [SkippableFact]
    public async Task Starts_an_API_before_its_cluster()
    {
        using var logs = new TempFolder();
        await using var cluster = ClusterProcesses.None(_redis, "api-first", logs.Path);
        var api = cluster.Nodes.StartApi(0, CancellationToken.None);
        var log = Path.Combine(logs.Path, "api-1.log");
        await Eventually.Holds(
            () => File.Exists(log) && ReadShared(log).Contains("Waiting for a silo", StringComparison.Ordinal),
            "the API says that it waits");
        Assert.False(api.IsCompleted);

        await cluster.Nodes.StartSilo(CancellationToken.None);
        await api;

        Assert.Equal(HttpStatusCode.NotFound, (await Get(cluster.Nodes.Urls[0], Product)).StatusCode);
    }

    [SkippableFact]
    public async Task SIGTERM_stops_an_API_that_waits_for_its_cluster()
    {
        var command = ProcessCommand.Dotnet("api", Programs.Api, "--redis", _redis, "--cluster-id", "never", "--port", "0");
        await using var api = await ChildProcess.Start(command, "Waiting for a silo", Timeout, CancellationToken.None);

        Assert.Equal(0, await api.Terminate(Timeout));
        Assert.Contains("Stopped before it was ready", api.Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Ends_a_silo_that_was_frozen_until_it_was_declared_dead()
    {
        await using var cluster = await ClusterProcesses.Start(_redis, "frozen", silos: 2, apis: 0);
        var (other, frozen) = (cluster.Nodes.Silos[0], cluster.Nodes.Silos[1]);
        var health = UrlOf(other);
        await Eventually.Holds(async () => await CountSilos(health) == 2, "both silos are active");

        await frozen.Pause();
        await Eventually.Holds(async () => await CountSilos(health) == 1, "the frozen silo is declared dead");
        await frozen.Resume();

        await Eventually.Holds(() => frozen.HasExited, "the silo ends");
        Assert.NotEqual(0, frozen.ExitCode);
        Assert.Contains("The silo ends", frozen.Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Uses_one_connection_to_Redis_per_process()
    {
        await using var cluster = await ClusterProcesses.Start(_redis, "shared", silos: 1, apis: 1);
        Assert.Equal(HttpStatusCode.NotFound, (await Get(cluster.Nodes.Urls[0], Product)).StatusCode);

        await using var own = await ConnectionMultiplexer.ConnectAsync($"{_redis},allowAdmin=true,name=test");
        var clients = await own.GetServers().Single().ClientListAsync();

        // The client of .NET opens two sockets for one connection: for commands and for subscriptions.
        Assert.Equal(2 * 2, clients.Count(static client => client.Name != "test"));
    }

    public void Dispose() => _http.Dispose();

    private static Uri UrlOf(ChildProcess silo) => new(silo.Announcement.Split("health: ")[1].Split("/health")[0]);

    private static string ReadShared(string file)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }

    private async Task<int> CountSilos(Uri silo)
    {
        using var answer = await Get(silo, "/silos");

        // While a silo is frozen and not yet missed, its share of the answer does not come.
        if (!answer.IsSuccessStatusCode)
            return 0;
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetArrayLength();
    }

    private Task<HttpResponseMessage> Get(Uri server, string path) => _http.GetAsync(new Uri(server, path));
}

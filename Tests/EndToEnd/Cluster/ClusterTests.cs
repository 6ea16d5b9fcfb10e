using System.Net;
using System.Text.Json;
using OrleansMicro.Bench.Oversell;
using OrleansMicro.Bench.Smoke;

namespace OrleansMicro.Tests.EndToEnd.Cluster;

/// <summary>A cluster of real processes: what its clients notice of what happens to it. Longer trouble is in <c>Tools/Chaos</c>.</summary>
[Collection(ProcessTests.Name)]
public sealed class ClusterTests(RedisServer redis) : IClassFixture<RedisServer>
{
    private const int Stock = 60;
    private const int Buyers = 120;
    private static readonly TimeSpan RetryTimeout = TimeSpan.FromSeconds(60);
    private readonly string _redis = redis.Address;

    [SkippableFact]
    public async Task Sells_on_after_a_silo_is_killed_and_stops_in_order()
    {
        await using var cluster = await ClusterProcesses.Start(_redis, "killed", silos: 2, apis: 1);
        var api = cluster.Client();
        Assert.Equal(0, (await SmokeRun.Run("before", api, ClusterProcesses.Silence, default)).Mismatches);

        // The rush reconciles when it is over: every buyer's order has ended, and stock and money add up to the paid ones.
        var rush = new OversellRun("rush", Stock, Buyers, RetryTimeout).Oversell(api, ClusterProcesses.Silence, default);
        using var shop = new ShopClient(cluster.Nodes.Urls[0]);
        await Eventually.Holds(async () => await IsSelling(shop, "rush"), "the first order of the rush is paid", () => cluster.Output);
        await cluster.Nodes.Kill(cluster.Nodes.Silos[1]);
        var result = await rush;
        Assert.True(result.Mismatches == 0 && result.Paid == Stock, $"{result}\n{cluster.Output}");

        Assert.Equal(0, (await SmokeRun.Run("after", api, ClusterProcesses.Silence, default)).Mismatches);
        Assert.Equal(0, api.Statistics.ServerErrors);
        Assert.Empty(await cluster.Nodes.Stop());
    }

    [SkippableFact]
    public async Task Keeps_two_clusters_on_one_Redis_apart()
    {
        await using var other = await ClusterProcesses.Start(_redis, "other", silos: 1, apis: 1);
        string seller, product;
        await using (var first = await ClusterProcesses.Start(_redis, "first", silos: 1, apis: 1))
        {
            using var shop = new ShopClient(first.Nodes.Urls[0]);
            using var stranger = new ShopClient(other.Nodes.Urls[0]);
            (seller, product) = await shop.NewProduct(stock: 5);
            (await stranger.Get($"/v1/sellers/{seller}/products/{product}/stock")).MustBe(404);
            Assert.Empty(await first.Nodes.Stop());
        }

        await using var again = await ClusterProcesses.Start(_redis, "first", silos: 1, apis: 1);
        using var later = new ShopClient(again.Nodes.Urls[0]);
        Assert.Equal(5, (await later.Get($"/v1/sellers/{seller}/products/{product}/stock")).MustBe(200).Number("onHand"));
        Assert.Equal(HttpStatusCode.OK, await Ready(again.Nodes.Silos[0]));
    }

    [SkippableFact]
    public async Task A_silo_on_the_port_of_another_does_not_harm_it()
    {
        await using var cluster = await ClusterProcesses.Start(_redis, "port", silos: 1, apis: 0);
        var port = cluster.Nodes.Silos[0].Announcement.Split("Silo: 127.0.0.1:")[1].Split(' ')[0];

        var (exitCode, output) = await ServerProcess.Run(
            "cluster", "--redis", _redis, "--cluster-id", "port", "--advertise", "127.0.0.1", "--silo-port", port, "--gateway-port", "0",
            "--port", "0");

        Assert.Equal(
            (2, $"Cannot start: Another program listens on 127.0.0.1:{port}. Choose another one with --silo-port."), (exitCode, output.Trim()));
        Assert.Equal(HttpStatusCode.OK, await Ready(cluster.Nodes.Silos[0]));
        Assert.Empty(await cluster.Nodes.Stop());
    }

    [SkippableFact]
    public async Task A_silo_answers_head_and_options_and_405_with_Allow()
    {
        await using var cluster = await ClusterProcesses.Start(_redis, "methods", silos: 1, apis: 1);
        using var silo = new ShopClient(Health(cluster.Nodes.Silos[0]));
        foreach (var path in new[] { "/health/ready", "/silos", "/dashboard/" })
        {
            (await silo.Send(HttpMethod.Head, path, null)).MustBe(200);
            var options = (await silo.Send(HttpMethod.Options, path, null)).MustBe(204);
            var refused = (await silo.Send(HttpMethod.Post, path, null)).MustBe(405);

            Assert.Equal(["GET", "HEAD", "OPTIONS"], options.ContentHeaders.Allow.Order());
            Assert.Equal(["GET", "HEAD", "OPTIONS"], refused.ContentHeaders.Allow.Order());
        }
    }

    [SkippableFact]
    public async Task A_view_on_one_silo_shows_the_counters_of_all()
    {
        await using var cluster = await ClusterProcesses.Start(_redis, "viewed", silos: 2, apis: 0);
        using var viewed = new ShopClient(Health(cluster.Nodes.Silos[0]));
        using var silos = JsonDocument.Parse((await viewed.Get("/silos")).MustBe(200).Body);
        var addresses = silos.RootElement.EnumerateArray().Select(static silo => silo.GetProperty("silo").GetString()).ToArray();
        Assert.Equal(2, addresses.Length);
        foreach (var address in addresses)
        {
            await Eventually.Holds(
                async () => (await viewed.Get($"/dashboard/SiloCounters/{address}")).MustBe(200).Body != "[]",
                $"counters of {address}", () => cluster.Output);
        }

        Assert.DoesNotContain("warn: OrleansMicro.Silo.DashboardViews", cluster.Output, StringComparison.Ordinal);
        Assert.Empty(await cluster.Nodes.Stop());
    }

    private static async Task<bool> IsSelling(ShopClient shop, string run)
    {
        var stock = await shop.Get($"/v1/sellers/{run}-seller/products/{run}-last/stock");
        return stock.Status == HttpStatusCode.OK && stock.Number("sold") > 0;
    }

    private static async Task<HttpStatusCode> Ready(ChildProcess silo)
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(Health(silo));
        return answer.StatusCode;
    }

    private static Uri Health(ChildProcess silo) => new(silo.Announcement.Split("health: ")[1].Split(' ')[0]);
}

using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using OrleansMicro.Tests.Common;

namespace OrleansMicro.Tests.Engine.Internals.Dashboard;

/// <summary>The dashboard's JSON over HTTP, on a cluster of two silos.</summary>
public sealed class DashboardDataTests
{
    private static readonly HttpClient Client = new();

    /// <summary>Far below the 30 s after which a call to a silo that cannot be reached is given up, far above what a busy machine adds.</summary>
    private static readonly TimeSpan SlowestPage = ClusterStatistics.TimeLimit + TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Shows_both_silos_their_activations_and_the_calls_of_both()
    {
        await using var cluster = await DashboardCluster.Start(2);
        var grains = cluster.Get<IGrainFactory>("silo-1");
        for (var key = 0; key < 40; key++)
            Assert.Equal(key, await grains.GetGrain<IWorkGrain>(key).Work(key));

        var data = await Until(cluster, static data => Sum(data, "methods", "calls") == 40);
        Assert.Equal("shown", data.GetProperty("clusterId").GetString());
        Assert.Equal("silo-1", data.GetProperty("servedBy").GetString());
        var method = Assert.Single(data.GetProperty("methods").EnumerateArray());
        Assert.Equal("Work", method.GetProperty("method").GetString());
        Assert.True(method.GetProperty("p99Ms").GetDouble() >= method.GetProperty("meanMs").GetDouble());
        var grain = Assert.Single(data.GetProperty("grains").EnumerateArray());
        Assert.Equal(40, grain.GetProperty("total").GetInt32());
        Assert.Equal(2, grain.GetProperty("bySilo").EnumerateObject().Count());
        foreach (var silo in data.GetProperty("silos").EnumerateArray())
        {
            Assert.Equal("active", silo.GetProperty("state").GetString());
            Assert.True(silo.GetProperty("workingSetBytes").GetInt64() > 1_000_000);
            Assert.Equal(Environment.ProcessId, silo.GetProperty("processId").GetInt32());
        }
    }

    [Fact]
    public async Task Shows_a_failing_method_without_its_arguments()
    {
        await using var cluster = await DashboardCluster.Start(1);
        var grain = cluster.Get<IGrainFactory>("silo-1").GetGrain<IWorkGrain>(1);
        for (var i = 0; i < 3; i++)
            await Assert.ThrowsAsync<InvalidOperationException>(() => grain.Fail("hunter2"));

        var data = await Until(cluster, static data => Sum(data, "methods", "errors") == 3);
        var error = Assert.Single(data.GetProperty("errors").EnumerateArray());
        Assert.Equal("This always fails.", error.GetProperty("message").GetString());
        Assert.Equal(3, error.GetProperty("count").GetInt32());
        Assert.EndsWith("WorkGrain", error.GetProperty("grain").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", data.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_a_killed_silo_as_dead()
    {
        await using var cluster = await DashboardCluster.Start(2);
        await Until(cluster, static data => Level(data) == "ok");
        await cluster.Kill("silo-2");
        var data = await Until(cluster, static data => Level(data) == "bad");
        Assert.StartsWith("silo-2 is dead since", data.GetProperty("health").GetProperty("summary").GetString(), StringComparison.Ordinal);
        Assert.Equal(["active", "dead"], data.GetProperty("silos").EnumerateArray().Select(static silo => silo.GetProperty("state").GetString()));

        // Started again under its name, it is well, and the dead one is kept for the record.
        await cluster.Start("silo-2", 2);
        data = await Until(cluster, static data => Level(data) == "ok");
        Assert.Equal("All 2 silos healthy", data.GetProperty("health").GetProperty("summary").GetString());
        Assert.Equal(3, data.GetProperty("silos").GetArrayLength());
    }

    [Fact]
    public async Task A_silo_that_is_cut_off_does_not_hold_the_page_up_and_is_shown()
    {
        await using var cluster = await DashboardCluster.Start(2);
        await Until(cluster, static data => Level(data) == "ok");
        var lost = cluster.AddressOf("silo-2");
        cluster.Shared.Network.IsCut = (from, to) => from.Equals(lost) || to.Equals(lost);

        var slowest = TimeSpan.Zero;
        await Eventually.Holds(
            async () =>
            {
                var watch = Stopwatch.StartNew();
                var data = await Get(cluster);
                slowest = watch.Elapsed > slowest ? watch.Elapsed : slowest;
                return data.GetProperty("silos").EnumerateArray().Any(static silo => silo.GetProperty("state").GetString() == "unreachable");
            },
            "the cut-off silo is shown as unreachable");
        Assert.InRange(slowest, TimeSpan.Zero, SlowestPage);
    }

    [Fact]
    public async Task Pages_through_all_reminders_once()
    {
        await using var cluster = await DashboardCluster.Start(1);
        var table = cluster.Get<IReminderTable>("silo-1");
        for (var i = 0; i < 130; i++)
        {
            await table.UpsertRow(new ReminderEntry
            {
                GrainId = GrainId.Create("reminded", $"{i / 3}"),
                ReminderName = $"r{i}",
                StartAt = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc),
                Period = TimeSpan.FromHours(1),
            });
        }

        List<string> names = [];
        var pages = 0;
        for (string? next = ""; next is not null; pages++)
        {
            var page = await Client.GetFromJsonAsync<JsonElement>(new Uri(cluster.PageOf("silo-1"), next.Length == 0 ? "reminders" : $"reminders?after={next}"));
            names.AddRange(page.GetProperty("reminders").EnumerateArray().Select(static row => row.GetProperty("name").GetString()!));
            next = page.GetProperty("next").GetString();
        }

        Assert.Equal(Enumerable.Range(0, 130).Select(static i => $"r{i}").Order(), names.Order());
        Assert.Equal(3, pages);
    }

    [Theory]
    [InlineData("", "text/html")]
    [InlineData("dashboard.js", "text/javascript")]
    [InlineData("dashboard.css", "text/css")]
    [InlineData("data", "application/json")]
    public async Task Every_answer_forbids_what_the_page_does_not_need(string path, string type)
    {
        await using var cluster = await DashboardCluster.Start(1);
        using var answer = await Client.GetAsync(new Uri(cluster.PageOf("silo-1"), path));
        Assert.Equal(type, answer.Content.Headers.ContentType?.MediaType);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
    }

    private static Task<JsonElement> Get(DashboardCluster cluster) =>
        Client.GetFromJsonAsync<JsonElement>(new Uri(cluster.PageOf("silo-1"), "data"));

    private static async Task<JsonElement> Until(DashboardCluster cluster, Func<JsonElement, bool> condition)
    {
        JsonElement data = default;
        await Eventually.Holds(async () => condition(data = await Get(cluster)), $"the figures are as they should be; last: {data}");
        return data;
    }

    private static string? Level(JsonElement data) => data.GetProperty("health").GetProperty("level").GetString();

    private static long Sum(JsonElement data, string list, string field) =>
        data.GetProperty(list).EnumerateArray().Sum(row => row.GetProperty(field).GetInt64());
}

using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;

namespace OrleansMicro.Tests.Engine.Runtime;

/// <summary>Clusters whose silos come and go. Every test has one of its own.</summary>
public sealed class ClusterTests
{
    private const string NotePrefix = "OrleansMicro.Tests.Engine.Runtime.Note";

    [Fact]
    public async Task Spreads_grains_over_the_silos()
    {
        await using var own = await Own.Start(3);
        var grains = Enumerable.Range(0, 300).Select(_ => own.Grains.GetGrain<IScatteredGrain>(RuntimeCluster.NewKey())).ToList();
        var said = await Task.WhenAll(grains.Select(grain => grain.Silo()));
        var statistics = await own.Grains.GetGrain<IManagementGrain>(0).GetDetailedGrainStatistics();
        var counted = statistics.Where(one => one.GrainType.Contains(nameof(ScatteredGrain), StringComparison.Ordinal))
            .CountBy(one => one.SiloAddress.ToString()).ToDictionary();
        Assert.Equal(3, counted.Count);
        Assert.All(counted, silo => Assert.InRange(silo.Value, 30, 200));
        Assert.Equal(said.CountBy(silo => silo).ToDictionary(), counted);
    }

    [Fact]
    public async Task Serves_all_grains_after_a_silo_was_killed()
    {
        await using var own = await Own.Start(3);
        var keys = Enumerable.Range(0, 60).Select(_ => RuntimeCluster.NewKey()).ToList();
        await Task.WhenAll(keys.Select(key => own.Grains.GetGrain<ICallGrain>(key).Key()));
        await own.Cluster.KillSiloAsync(own.Cluster.Silos[1]);
        await own.Cluster.WaitForLivenessToStabilizeAsync(didKill: true);
        foreach (var key in keys)
            Assert.Equal(key, await Retry(own.Grains.GetGrain<ICallGrain>(key).Key));
    }

    [Fact]
    public async Task Loses_no_call_while_a_silo_stops_in_order_and_another_starts()
    {
        await using var own = await Own.Start(2);
        var notes = Notes(own, 20);
        using var stop = new CancellationTokenSource();
        var callers = notes.Select(async (note, i) =>
        {
            var calls = 0;
            while (!stop.IsCancellationRequested)
            {
                await Retry(async () =>
                {
                    await note.Write($"{calls}");
                    return true;
                });
                calls++;
            }

            return calls;
        }).ToList();
        await own.Cluster.StartAdditionalSiloAsync();
        await own.Cluster.StopSiloAsync(own.Cluster.Silos[1]);
        await stop.CancelAsync();
        var calls = await Task.WhenAll(callers);
        for (var i = 0; i < notes.Count; i++)
            Assert.Equal($"{calls[i] - 1}", await Retry(notes[i].Text));
    }

    [Fact]
    public async Task Calls_grains_of_the_same_host_without_a_client()
    {
        await using var own = await Own.Start(1);
        var services = own.Cluster.Silos[0].ServiceProvider;
        var client = services.GetRequiredService<IClusterClient>();
        var grain = client.GetGrain<ICallGrain>(RuntimeCluster.NewKey());
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 1_000; i++)
            Assert.Equal(i, await grain.Value(i));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Starts_from_configurators_by_type()
    {
        var builder = new TestClusterBuilder(2);
        builder.Properties["greeting"] = "hello";
        builder.AddSiloBuilderConfigurator<Greeting>();
        await using var cluster = builder.Build();
        await cluster.DeployAsync();
        Assert.Equal(2, cluster.Silos.Count);
        Assert.Equal("hello", ((Text)cluster.GetSiloServiceProvider().GetRequiredService(typeof(Text))).Value);
        var key = RuntimeCluster.NewKey();
        Assert.Equal(key, await cluster.GrainFactory.GetGrain<ICallGrain>(key).Key());
    }

    private static List<INoteGrain> Notes(Own own, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => own.Grains.GetGrain<INoteGrain>(RuntimeCluster.NewKey(), NotePrefix))];

    /// <summary>A caller that sends again what was refused or whose outcome it doesn't know.</summary>
    private static async Task<T> Retry<T>(Func<Task<T>> call)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return await call();
            }
            catch (Exception error) when (watch.Elapsed < TimeSpan.FromSeconds(30)
                && error is OrleansMessageRejectionException or TimeoutException or Orleans.Storage.InconsistentStateException)
            {
                await Task.Delay(20);
            }
        }
    }

    private sealed class Own(short silos) : RuntimeCluster, IAsyncDisposable
    {
        protected override short Silos => silos;

        public static async Task<Own> Start(short silos)
        {
            var own = new Own(silos);
            await own.InitializeAsync();
            return own;
        }

        ValueTask IAsyncDisposable.DisposeAsync() => new(DisposeAsync());
    }

    private sealed record Text(string Value);

    private sealed class Greeting : ISiloConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder) =>
            siloBuilder.Services.AddSingleton(new Text(siloBuilder.Configuration["greeting"] ?? "none"));
    }
}

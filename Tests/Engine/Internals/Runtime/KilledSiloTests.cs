using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using OrleansMicro.Tests.Common;
using OrleansMicro.Tests.Engine.Runtime;

namespace OrleansMicro.Tests.Engine.Internals.Runtime;

/// <summary>What this engine promises beyond Orleans when a silo is killed: callers needn't wait for a timeout.</summary>
public sealed class KilledSiloTests
{
    [Fact]
    public async Task Fails_calls_to_a_killed_silo_at_once()
    {
        var own = new PatientCluster();
        await own.InitializeAsync();
        var gate = RuntimeCluster.NewKey();
        var calls = Enumerable.Range(0, 10).Select(_ => own.Grains.GetGrain<ICallGrain>(RuntimeCluster.NewKey()).Wait(gate)).ToList();
        await Eventually.Holds(() => Gates.Counted(gate) == 10, "all grains wait");
        await own.Cluster.KillSiloAsync(own.Cluster.Silos[1]);
        await Eventually.Holds(() => calls.Any(call => call.IsFaulted), "calls to the killed silo failed");
        Gates.Open(gate);
        await Task.WhenAll(calls).ContinueWith(static _ => { }, TaskScheduler.Default);
        var errors = calls.Where(call => call.IsFaulted).Select(call => call.Exception!.InnerException).ToList();
        Assert.All(errors, error => Assert.True(error is SiloUnavailableException or OrleansMessageRejectionException, error?.ToString()));
        Assert.Contains(calls, call => call.IsCompletedSuccessfully);
        await own.DisposeAsync();
    }

    [Fact]
    public async Task Keeps_the_memory_storage_of_a_cluster_when_a_silo_is_killed()
    {
        var own = new RuntimeCluster();
        await own.InitializeAsync();
        var notes = Enumerable.Range(0, 40)
            .Select(_ => own.Grains.GetGrain<INoteGrain>(RuntimeCluster.NewKey(), "OrleansMicro.Tests.Engine.Runtime.Note"))
            .ToList();
        await Task.WhenAll(notes.Select((note, i) => note.Write($"note {i}")));
        await own.Cluster.KillSiloAsync(own.Cluster.Silos[1]);
        for (var i = 0; i < notes.Count; i++)
            Assert.Equal($"note {i}", await notes[i].Text());
        await own.DisposeAsync();
    }

    /// <summary>Calls that have to wait for a slow machine are no failures here.</summary>
    private sealed class PatientCluster : RuntimeCluster
    {
        protected override void Configure(IClientBuilder client) =>
            client.Services.Configure<ClientMessagingOptions>(static options => options.ResponseTimeout = TimeSpan.FromMinutes(2));
    }
}

using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Metadata;
using OrleansMicro.Tests.Common;
using OrleansMicro.Tests.Engine.Runtime;

namespace OrleansMicro.Tests.Engine.Internals.Runtime;

/// <summary>Calls whose time is over before their grain takes them up.</summary>
[Collection(RuntimeTests.Name)]
public sealed class ExpiredCallTests(RuntimeCluster cluster)
{
    [Fact]
    public async Task A_local_call_that_the_grain_takes_up_between_its_deadline_and_the_sweep_is_still_answered()
    {
        var silo = cluster.Cluster.Silos[0].ServiceProvider;
        var (key, gate) = (RuntimeCluster.NewKey(), RuntimeCluster.NewKey());
        await Eventually.Holds(() => IsLocal(key = RuntimeCluster.NewKey()), "a grain of this silo");
        var grain = silo.GetRequiredService<IGrainFactory>().GetGrain<ICallGrain>(key);
        var before = grain.Wait(gate);
        var late = grain.Key();

        // The clock has beaten, and the sweep that goes with it has yet to come.
        Now(silo.GetRequiredService<SiloRuntime>().CallClock) = long.MaxValue / 2;
        Gates.Open(gate);

        await before;
        Assert.Equal(key, await late.WaitAsync(TimeSpan.FromSeconds(30)));

        async Task<bool> IsLocal(string candidate)
        {
            await cluster.Grains.GetGrain<ICallGrain>(candidate).Key();
            return silo.GetRequiredService<SiloRuntime>().FindActivation(cluster.Grains.GetGrain<ICallGrain>(candidate).GetGrainId()) is not null;
        }
    }

    [Fact]
    public async Task A_call_whose_time_is_over_as_it_is_passed_on_is_not_run_by_the_silo_that_gets_it()
    {
        var (near, far) = (cluster.Cluster.Silos[0], cluster.Cluster.Silos[1]);
        var (key, grainType) = (RuntimeCluster.NewKey(), "OrleansMicro.Tests.Engine.Runtime.Note");
        var late = new LateSender(near.ServiceProvider.GetRequiredService<RemoteCalls>(), far.SiloAddress);
        await Eventually.Holds(() => IsOfTheOther(key = RuntimeCluster.NewKey()), "a grain of the other silo");

        var forgotten = late.Reference<INoteGrain>(Note(key).GetGrainId()).Add(1);

        // By the same way, and so behind it.
        await Note(key).Add(2);
        Assert.Equal([2], await Note(key).Numbers());
        await Assert.ThrowsAsync<TimeoutException>(() => forgotten);

        INoteGrain Note(string noteKey) => near.ServiceProvider.GetRequiredService<IGrainFactory>().GetGrain<INoteGrain>(noteKey, grainType);

        async Task<bool> IsOfTheOther(string candidate)
        {
            await Note(candidate).Exists();
            return far.ServiceProvider.GetRequiredService<SiloRuntime>().FindActivation(Note(candidate).GetGrainId()) is not null;
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_now")]
    private static extern ref long Now(CoarseClock clock);

    /// <summary>Sends calls to a silo when their time is over.</summary>
    private sealed class LateSender(RemoteCalls remote, SiloAddress silo) : IGrainReferenceRuntime
    {
        public T Reference<T>(GrainId grainId) => (T)(object)new ReferenceMaker(this).Get(grainId, EngineManifest.Current.GetInterface(typeof(T)));

        public void Invoke(GrainReference reference, RequestBase request)
        {
            request.Reference = reference;
            request.Deadline = -1;
            remote.Send(request, silo);
        }

        public object Cast(IAddressable grain, Type interfaceType) => throw new NotSupportedException();
    }
}

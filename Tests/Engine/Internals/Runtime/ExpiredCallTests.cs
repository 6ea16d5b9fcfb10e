using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
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

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_now")]
    private static extern ref long Now(CoarseClock clock);
}

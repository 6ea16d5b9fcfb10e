using OrleansMicro.Tests.Common;
using OrleansMicro.Tests.Engine.Runtime;

namespace OrleansMicro.Tests.Engine.Internals.Runtime;

/// <summary>What this engine promises beyond Orleans: silos that come and go in order never leave a grain with two activations.</summary>
public sealed class HandoverTests
{
    [Fact]
    public async Task Fails_no_write_while_silos_join_and_leave_in_order()
    {
        var own = new RuntimeCluster();
        await own.InitializeAsync();
        try
        {
            var notes = Enumerable.Range(0, 40)
                .Select(_ => own.Grains.GetGrain<INoteGrain>(RuntimeCluster.NewKey(), "OrleansMicro.Tests.Engine.Runtime.Note"))
                .ToList();
            using var stop = new CancellationTokenSource();
            var written = 0;
            var writers = notes.Select(async note =>
            {
                var writes = 0;
                for (; !stop.IsCancellationRequested; writes++)
                {
                    try
                    {
                        await note.Add(writes);
                    }
                    catch (OrleansMessageRejectionException)
                    {
                        // Refused before it was run, because a silo was just leaving: nothing was written.
                        writes--;
                        await Task.Delay(5);
                    }

                    Interlocked.Increment(ref written);
                }

                return writes;
            }).ToList();
            await Eventually.Holds(() => Volatile.Read(ref written) > 200, "writers write");
            await own.Cluster.StartAdditionalSiloAsync();
            await own.Cluster.StopSiloAsync(own.Cluster.Silos[0]);
            await stop.CancelAsync();
            var counts = await Task.WhenAll(writers);
            for (var i = 0; i < notes.Count; i++)
                Assert.Equal(Enumerable.Range(0, counts[i]), await notes[i].Numbers());
        }
        finally
        {
            await own.DisposeAsync();
        }
    }
}

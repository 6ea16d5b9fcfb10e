using Orleans.Metadata;

namespace OrleansMicro.Tests.Engine.Internals.Runtime;

/// <summary>Assemblies are taken in while other threads already ask for what is in them, as at the start of a server under load.</summary>
public sealed class ManifestRaceTests
{
    [Fact]
    public async Task Finds_an_interface_that_another_thread_takes_in_at_this_moment()
    {
        using var isTaking = new ManualResetEventSlim();
        using var mayGoOn = new ManualResetEventSlim();
        var given = 0;
        var manifest = new EngineManifest(_ => Interlocked.Increment(ref given) == 1 ? [new Blocking(isTaking, mayGoOn)] : []);

        var first = Task.Run(() => manifest.Refreshed());
        isTaking.Wait();
        Thread? asking = null;
        var second = Task.Run(() =>
        {
            Volatile.Write(ref asking, Thread.CurrentThread);
            return manifest.GetInterface(typeof(ISlowlyFound));
        });
        SpinWait.SpinUntil(() => Volatile.Read(ref asking)?.ThreadState.HasFlag(ThreadState.WaitSleepJoin) == true);
        mayGoOn.Set();
        await first;

        Assert.Equal(typeof(ISlowlyFound), (await second).Type);
    }

    [Fact]
    public async Task Is_not_ready_before_all_is_taken_in_although_taking_in_asks_for_names()
    {
        using var isTaking = new ManualResetEventSlim();
        using var mayGoOn = new ManualResetEventSlim();
        var given = 0;
        EngineManifest manifest = null!;
        manifest = new EngineManifest(_ => Interlocked.Increment(ref given) == 1
            ? [new AskingForNames(() => manifest.Ready()), new Blocking(isTaking, mayGoOn)]
            : []);

        var first = Task.Run(() => manifest.Refreshed());
        isTaking.Wait();
        Thread? asking = null;
        var second = Task.Run(() =>
        {
            Volatile.Write(ref asking, Thread.CurrentThread);
            manifest.Ready();
        });
        SpinWait.SpinUntil(() => second.IsCompleted || Volatile.Read(ref asking)?.ThreadState.HasFlag(ThreadState.WaitSleepJoin) == true);
        Assert.False(second.IsCompleted);
        mayGoOn.Set();
        await first;
        await second;
    }

    private interface ISlowlyFound;

    private sealed class AskingForNames(Action ask) : GeneratedManifest
    {
        public override void Register(ManifestBuilder builder) => ask();
    }

    private sealed class Blocking(ManualResetEventSlim isTaking, ManualResetEventSlim mayGoOn) : GeneratedManifest
    {
        public override void Register(ManifestBuilder builder)
        {
            isTaking.Set();
            mayGoOn.Wait();
            builder.AddInterface(typeof(ISlowlyFound), static (_, _) => throw new NotSupportedException());
        }
    }
}

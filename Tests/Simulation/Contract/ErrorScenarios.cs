namespace OrleansMicro.Tests.Simulation.Contract;

/// <summary>Exceptions, timeouts, and failing storage.</summary>
internal static class ErrorScenarios
{
    public static IEnumerable<ContractScenario> All =>
    [
        new("an exception keeps its type and message", "ArgumentException: bad thing", static host =>
            Fails(() => host.Grains.GetGrain<IProbe>("fail").Fail("bad"))),
        new("a cancellation that nobody asked for is an exception", "OperationCanceledException: cancelled thing", static host =>
            Fails(() => host.Grains.GetGrain<IProbe>("fail").Fail("cancelled"))),
        new("an exception passes through a second grain", "ArgumentException: bad thing", static host =>
            Fails(() => host.Grains.GetGrain<IProbe>("fails").FailIn("fails other", "bad"))),
        new("a call that takes too long fails", "TimeoutException", static async host =>
        {
            var how = await Fails(() => host.Grains.GetGrain<IProbe>("slow").RunBriefly("a", "slow a"));
            host.Gates.Open("slow a");
            return how.Split(':')[0];
        }),
        new("a call that comes back to a waiting grain fails", "TimeoutException", static async host =>
            (await Fails(() => host.Grains.GetGrain<IProbe>("deadlock").GoThereAndBack("deadlock other"))).Split(':')[0]),
        new("a conflict ends the activation that throws it, not its caller", "x+ x- | ", static async host =>
        {
            var (caller, owner) = (host.Grains.GetGrain<IProbe>("conflict"), host.Grains.GetGrain<IProbe>("conflict other"));
            await caller.Run("x");
            await owner.Run("y");
            await Fails(() => caller.FailIn("conflict other", "conflict"));
            return $"{await caller.Log()} | {await owner.Log()}";
        }),
        new("a version conflict ends the activation", "InconsistentStateException | 101 | 3", static async host =>
        {
            var probe = host.Grains.GetGrain<IStateProbe>("etag");
            await probe.Set(1);
            host.Storage.Touch("etag");
            var how = await Fails(() => probe.Set(2));
            return $"{how.Split(':')[0]} | {await probe.Get()} | {await probe.Set(3)}";
        }),
        new("a failing write is thrown on", "IOException,  | 2", static async host =>
        {
            var probe = host.Grains.GetGrain<IStateProbe>("write fails");
            await probe.Set(1);
            var how = await WhileBroken(host, () => probe.Set(2));
            return $"{how} | {await probe.Get()}";
        }),
        new("a failing read fails the activation", "IOException,  | 0", static async host =>
        {
            var probe = host.Grains.GetGrain<IStateProbe>("read fails");
            var how = await WhileBroken(host, probe.Get);
            return $"{how} | {await probe.Get()}";
        }),
        new("an exception of OnActivateAsync reaches the caller", "ArgumentException: unusable", static host =>
            Fails(() => host.Grains.GetGrain<IStateProbe>("unusable").Get())),
    ];

    private static async Task<string> Fails(Func<Task> call)
    {
        try
        {
            await call();
            return "no exception";
        }
        catch (Exception exception)
        {
            return $"{exception.GetType().Name}: {exception.Message}";
        }
    }

    private static async Task<string> WhileBroken(ContractHost host, Func<Task> call)
    {
        host.Storage.IsBroken = true;
        try
        {
            await call();
            return "no exception";
        }
        catch (Exception exception)
        {
            return $"{exception.GetType().Name}, {exception.InnerException?.GetType().Name}";
        }
        finally
        {
            host.Storage.IsBroken = false;
        }
    }
}

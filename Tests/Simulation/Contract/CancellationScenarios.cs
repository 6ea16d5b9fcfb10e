namespace OrleansMicro.Tests.Simulation.Contract;

/// <summary>Cancellation tokens: what the caller gets, and what the callee sees.</summary>
internal static class CancellationScenarios
{
    public static IEnumerable<ContractScenario> All =>
    [
        new("a call with a cancelled token is not sent", "OperationCanceledException | ", static async host =>
        {
            var probe = host.Grains.GetGrain<IProbe>("never sent");
            var how = await Fails(() => probe.Wait("a", null, new CancellationToken(canceled: true)));
            return $"{how} | {await probe.Log()}";
        }),
        new("a waiting call that is cancelled never runs", "OperationCanceledException | a+ a- c+ c-", static async host =>
        {
            var probe = host.Grains.GetGrain<IProbe>("waiting");
            var running = probe.Run("a", "waiting a");
            await host.Gates.Reached("waiting a");
            using var cancellation = new CancellationTokenSource();
            var waiting = probe.Wait("b", null, cancellation.Token);
            await WaitingCalls.Are(1, probe);
            Cancel(cancellation);
            var how = await Fails(() => waiting);

            // While a runs, only the cancellation can take b out of the queue.
            await WaitingCalls.Are(0, probe);
            host.Gates.Open("waiting a");
            await running;
            await probe.Run("c");
            return $"{how} | {await probe.Log()}";
        }),
        new("a running call can honour its token", "OperationCanceledException True | a+ a! b+ b-", static async host =>
        {
            var probe = host.Grains.GetGrain<IProbe>("honours");
            using var cancellation = new CancellationTokenSource();
            var call = probe.Wait("a", "honours a", cancellation.Token);
            await host.Gates.Reached("honours a");
            Cancel(cancellation);
            var how = $"{await Fails(() => call)} {call.IsCanceled}";
            await host.Gates.Reached("honours a cancelled");
            await probe.Run("b");
            return $"{how} | {await probe.Log()}";
        }),
        new("a running call can ignore its token", "OperationCanceledException | a+ | a+ a- True b+ b-", static async host =>
        {
            var probe = host.Grains.GetGrain<IProbe>("ignores");
            using var cancellation = new CancellationTokenSource();
            var call = probe.Persist("a", "ignores a", cancellation.Token);
            await host.Gates.Reached("ignores a");
            Cancel(cancellation);
            var how = await Fails(() => call);
            await host.Gates.Reached("ignores a cancelled");
            var next = probe.Run("b");
            await WaitingCalls.Are(1, probe);
            var during = await probe.Log();
            host.Gates.Open("ignores a");
            await next;
            return $"{how} | {during} | {await probe.Log()}";
        }),
        new("a timeout cancels the call", "TimeoutException | a+ a!", static async host =>
        {
            var probe = host.Grains.GetGrain<IProbe>("timeout");
            var how = await Fails(() => probe.WaitBriefly("a", "timeout a"));
            await host.Gates.Reached("timeout a cancelled");
            return $"{how} | {await probe.Log()}";
        }),
        new("a cancellation after the answer has no effect", "no exception | a+ a- False b+ b-", static async host =>
        {
            var probe = host.Grains.GetGrain<IProbe>("answered");
            using var cancellation = new CancellationTokenSource();
            var call = probe.Persist("a", null, cancellation.Token);
            await call;
            Cancel(cancellation);
            var how = await Fails(() => call);
            await probe.Run("b");
            return $"{how} | {await probe.Log()}";
        }),
        new("a token passes through a second grain", "OperationCanceledException | a+ a!", static async host =>
        {
            var (caller, owner) = (host.Grains.GetGrain<IProbe>("passes"), host.Grains.GetGrain<IProbe>("passes other"));
            using var cancellation = new CancellationTokenSource();
            var call = caller.WaitIn("passes other", "a", "passes a", briefly: false, cancellation.Token);
            await host.Gates.Reached("passes a");
            Cancel(cancellation);
            var how = await Fails(() => call);
            await host.Gates.Reached("passes other a cancelled");
            return $"{how} | {await owner.Log()}";
        }),
        new("a timeout between grains cancels the call", "TimeoutException | a+ a!", static async host =>
        {
            var (caller, owner) = (host.Grains.GetGrain<IProbe>("expires"), host.Grains.GetGrain<IProbe>("expires other"));
            var how = await Fails(() => caller.WaitIn("expires other", "a", "expires a", briefly: true));
            await host.Gates.Reached("expires other a cancelled");
            return $"{how} | {await owner.Log()}";
        }),
    ];

    /// <summary>Cancels on this thread. CancelAsync would use the thread pool, which a simulation has not.</summary>
    public static void Cancel(CancellationTokenSource cancellation) => cancellation.Cancel();

    /// <summary>The type of the exception that a call fails with.</summary>
    public static async Task<string> Fails(Func<Task> call)
    {
        try
        {
            await call();
            return "no exception";
        }
        catch (Exception exception)
        {
            return exception.GetType().Name;
        }
    }
}

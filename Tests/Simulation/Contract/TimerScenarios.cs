namespace OrleansMicro.Tests.Simulation.Contract;

/// <summary>Timers of grains.</summary>
internal static class TimerScenarios
{
    public static IEnumerable<ContractScenario> All =>
    [
        new("a timer waits for a call, an interleaving one does not", "call+ i+ i- call- t+ t-", static async host =>
        {
            var probe = host.Grains.GetGrain<IProbe>("timers");
            var call = probe.StartTimers("t", "i", null, "timers call");
            await host.Gates.Reached("timers i ticked");
            host.Gates.Open("timers call");
            await call;
            await host.Gates.Reached("timers t ticked");
            return await probe.Log();
        }),
        new("a call waits for a timer", "call+ call- t+ | call+ call- t+ t- b+ b-", static async host =>
        {
            var probe = host.Grains.GetGrain<IProbe>("timed");
            await probe.StartTimers("t", null, "timed t", null);
            await host.Gates.Reached("timed t");
            var call = probe.Run("b");
            await WaitingCalls.Are(1, probe);
            var during = await probe.Log();
            host.Gates.Open("timed t");
            await call;
            return $"{during} | {await probe.Log()}";
        }),
        new("a call does not wait for an interleaving timer", "call+ call- i+ b+ b-", static async host =>
        {
            var probe = host.Grains.GetGrain<IProbe>("untimed");
            await probe.StartTimers(null, "i", "untimed i", null);
            await host.Gates.Reached("untimed i");
            await probe.Run("b");
            var log = await probe.Log();
            host.Gates.Open("untimed i");
            return log;
        }),
    ];
}

namespace OrleansMicro.Tests.Simulation.Contract;

/// <summary>Deactivation on one silo.</summary>
internal static class LifeScenarios
{
    public static IEnumerable<ContractScenario> All =>
    [
        new("DeactivateOnIdle ends the activation after the call", "x+ x- | ", static async host =>
        {
            var probe = host.Grains.GetGrain<IProbe>("leave");
            await probe.Run("x");
            var log = await probe.Leave(null);
            await host.Gates.Reached("leave ended by ApplicationRequested");
            return $"{log} | {await probe.Log()}";
        }),
        new("a grain that moves ends like any other", "x+ x- | ", static async host =>
        {
            var probe = host.Grains.GetGrain<IProbe>("move");
            await probe.Run("x");
            var log = await probe.Move();
            await host.Gates.Reached("move ended by Migrating");
            return $"{log} | {await probe.Log()}";
        }),
        new("a call that waits meets the next activation", "x+ x- | b+ b-", static async host =>
        {
            var probe = host.Grains.GetGrain<IProbe>("leaving");
            await probe.Run("x");
            var leaving = probe.Leave("leaving");
            await host.Gates.Reached("leaving");
            var call = probe.Run("b");
            await WaitingCalls.Are(1, probe);
            host.Gates.Open("leaving");
            var log = await leaving;
            await call;
            return $"{log} | {await probe.Log()}";
        }),
        new("the next activation sees the state of the one before", "1 | 1", static async host =>
        {
            var probe = host.Grains.GetGrain<IStateProbe>("successor");
            var leaving = probe.LeaveAndSet(1, "successor");
            await host.Gates.Reached("successor");
            var call = probe.Get();
            host.Gates.Open("successor");
            return $"{await leaving} | {await call}";
        }),
    ];
}

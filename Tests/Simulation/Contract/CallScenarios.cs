namespace OrleansMicro.Tests.Simulation.Contract;

/// <summary>Order, interleaving, copies, references and context of calls.</summary>
internal static class CallScenarios
{
    public static IEnumerable<ContractScenario> All =>
    [
        new("a call waits for another one", "a+ | a+ a- b+ b-", static async host =>
        {
            var probe = host.Grains.GetGrain<IProbe>("order");
            var call = probe.Run("a", "order a");
            await host.Gates.Reached("order a");
            var next = probe.Run("b");
            await WaitingCalls.Are(1, probe);
            var during = await probe.Log();
            host.Gates.Open("order a");
            await Task.WhenAll(call, next);
            return $"{during} | {await probe.Log()}";
        }),
        new("AlwaysInterleave runs during another call", "a+ | a+ a-", static async host =>
        {
            var probe = host.Grains.GetGrain<IProbe>("interleave");
            var call = probe.Run("a", "interleave a");
            await host.Gates.Reached("interleave a");
            var during = await probe.Log();
            host.Gates.Open("interleave a");
            await call;
            return $"{during} | {await probe.Log()}";
        }),
        new("two ReadOnly calls interleave", "a+ b+ b- a-", static async host =>
        {
            var probe = host.Grains.GetGrain<IProbe>("readonly");
            var call = probe.Read("a", "readonly a");
            await host.Gates.Reached("readonly a");
            await probe.Read("b");
            host.Gates.Open("readonly a");
            await call;
            return await probe.Log();
        }),
        new("a write waits for a ReadOnly call", "a+ | a+ a- w+ w-", static async host =>
        {
            var probe = host.Grains.GetGrain<IProbe>("write");
            var call = probe.Read("a", "write a");
            await host.Gates.Reached("write a");
            var write = probe.Run("w");
            await WaitingCalls.Are(1, probe);
            var during = await probe.Log();
            host.Gates.Open("write a");
            await Task.WhenAll(call, write);
            return $"{during} | {await probe.Log()}";
        }),
        new("calls of a reentrant grain interleave", "a+ b+ b- a-", static async host =>
        {
            var probe = host.Grains.GetGrain<IReentrantProbe>("reentrant");
            var call = probe.Run("a", "reentrant a");
            await host.Gates.Reached("reentrant a");
            await probe.Run("b");
            host.Gates.Open("reentrant a");
            await call;
            return await probe.Log();
        }),
        new("a reentrant grain can be called back", "back", static host =>
            host.Grains.GetGrain<IReentrantProbe>("callback").GoThereAndBack("callback other")),
        new("OneWay does not wait for the call", "o+ | o+ o- z+ z-", static async host =>
        {
            var probe = host.Grains.GetGrain<IProbe>("oneway");
            await probe.Forget("o", "oneway o");
            await host.Gates.Reached("oneway o");
            var during = await probe.Log();
            host.Gates.Open("oneway o");
            await probe.Run("z");
            return $"{during} | {await probe.Log()}";
        }),
        new("arguments and results of a client are copies", "1 | 1,8 | 1,9", static async host =>
        {
            List<int> sent = [1];
            var probe = host.Grains.GetGrain<IProbe>("copy");
            var received = await probe.Store(sent);
            sent.Add(8);
            received.Add(9);
            return $"{string.Join(",", await probe.Stored())} | {string.Join(",", sent)} | {string.Join(",", received)}";
        }),
        new("arguments and results between grains are copies", "1", static host => host.Grains.GetGrain<IProbe>("copies").StoreIn("copies other")),
        new("immutable arguments are not copied in a silo", "True", static async host =>
            (await host.Grains.GetGrain<IProbe>("immutable").SendImmutable("immutable other")).ToString()),
        new("the request context flows to grains and not back", "value changed changed | value", static async host =>
        {
            RequestContext.Set("key", "value");
            var seen = await host.Grains.GetGrain<IProbe>("context").Context("context other");
            var after = $"{seen} | {RequestContext.Get("key")}";
            RequestContext.Clear();
            return after.Replace("value changed changed changed", "value changed changed", StringComparison.Ordinal);
        }),
        new("a call has no request context of another call", "none changed changed changed", static async host =>
        {
            RequestContext.Clear();
            return await host.Grains.GetGrain<IProbe>("nocontext").Context("nocontext other");
        }),
        new("two references to a grain are equal", "a+ a- | True", static async host =>
        {
            await host.Grains.GetGrain<IProbe>("same").Run("a");
            var (one, other) = (host.Grains.GetGrain<IProbe>("same"), host.Grains.GetGrain<IProbe>("same"));
            return $"{await other.Log()} | {one.Equals(other)}";
        }),
        new("references can be sent", "asked+ asked- reference other", static host =>
            host.Grains.GetGrain<IProbe>("reference").CallOther(host.Grains.GetGrain<IProbe>("reference other"))),
        new("continuations stay in the turns of their grain", "True True True", static host =>
            host.Grains.GetGrain<IProbe>("turns").Turns("turns other")),
    ];
}

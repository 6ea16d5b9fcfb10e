namespace OrleansMicro.Tests.Simulation.Contract;

/// <summary>Several silos: a silo that dies or stops during a call, and two activations of a grain.</summary>
internal static class ClusterScenarios
{
    public static IReadOnlyList<ContractScenario> All =>
    [
        new("a silo dies during a call", "call failed | state 1 | elsewhere | 3", static async host =>
        {
            var (caller, target, silo) = await OnTwoSilos(host);
            await target.Set(1);
            await caller.SetThere(target.GetPrimaryKeyString(), 2, "held");
            await host.Gates.Reached("held");
            await host.Kill(silo);
            var reported = await host.Gates.Reported("held");
            var (state, place) = (await target.Get(), await target.Where());
            var call = reported is nameof(SiloUnavailableException) ? "call failed" : reported;
            return $"{call} | state {state} | {Place(place, silo)} | {await target.Set(3)}";
        }),
        new("a silo stops during a call", "carried out | state 2 | elsewhere", static async host =>
        {
            var (caller, target, silo) = await OnTwoSilos(host);
            await target.Set(1);
            await caller.SetThere(target.GetPrimaryKeyString(), 2, "held");
            await host.Gates.Reached("held");
            await host.BeginStop(silo);
            host.Gates.Open("held");
            var reported = await host.Gates.Reported("held");
            await host.EndStop(silo);

            // A silo that stops waits for its calls. Seldom, the answer does not leave it in time, and the caller gets a failure that it repeats.
            var answer = reported is "2" or nameof(SiloUnavailableException) ? "carried out" : reported;
            return $"{answer} | state {await target.Get()} | {Place(await target.Where(), silo)}";
        }),
        new("a placement of the application is asked", "all where it says", static async host =>
        {
            // A silo that does not exist: the placement chooses another one.
            HashSet<string> silos = [];
            for (var i = 1; silos.Count < 2; i++)
                silos.Add(await host.Grains.GetGrain<IPlacedProbe>($"10.9.9.9:1@{i}").Where());
            foreach (var silo in silos)
            {
                if (await host.Grains.GetGrain<IPlacedProbe>(silo).Where() is var place && place != silo)
                    return $"{silo} on {place}";
            }

            return "all where it says";
        }),
        new("a grain is deactivated during a call", "2 | state 2", static async host =>
        {
            var (_, target, _) = await OnTwoSilos(host);
            var leaving = target.LeaveAndSet(2, "held");
            await host.Gates.Reached("held");
            var call = target.Get();
            host.Gates.Open("held");
            return $"{await leaving} | state {await call}";
        }),
        new("a cancellation reaches a grain on another silo", "OperationCanceledException | state 1", static async host =>
        {
            var (caller, target, _) = await OnTwoSilos(host);
            await target.Set(1);
            using var cancellation = new CancellationTokenSource();
            var call = caller.Wait(target.GetPrimaryKeyString(), "held", cancellation.Token);
            await host.Gates.Reached("held");
            CancellationScenarios.Cancel(cancellation);
            var how = await CancellationScenarios.Fails(() => call);
            await host.Gates.Reached($"{target.GetPrimaryKeyString()} cancelled");
            return $"{how} | state {await target.Get()}";
        }),
        new(
            "a second activation makes the first one stale",
            "second read 1, wrote 2 | first read 1 | first write InconsistentStateException | second wrote 4", static async host =>
        {
            var keys = await OnFirstSilo(host);
            await host.Split();
            var key = await FirstThatAnswers(host, keys);
            var first = host.Grains.GetGrain<IStateProbe>(key);
            var (read, wrote) = (
                await host.InSecond(grains => grains.GetGrain<IStateProbe>(key).Get()),
                await host.InSecond(grains => grains.GetGrain<IStateProbe>(key).Set(2)));
            var (stale, write) = (await first.Get(), await Write(first, 3));
            var last = await host.InSecond(grains => grains.GetGrain<IStateProbe>(key).Set(4));
            return $"second read {read}, wrote {wrote} | first read {stale} | first write {write} | second wrote {last}";
        }),
    ];

    /// <summary>Two grains on different silos, and the silo of the second one.</summary>
    private static async Task<(IStateProbe Caller, IStateProbe Target, string Silo)> OnTwoSilos(ContractHost host)
    {
        var caller = host.Grains.GetGrain<IStateProbe>("caller");
        var place = await caller.Where();
        for (var i = 0; ; i++)
        {
            var target = host.Grains.GetGrain<IStateProbe>($"target {i}");
            if (await target.Where() is var silo && silo != place)
                return (caller, target, silo);
        }
    }

    private static async Task<List<string>> OnFirstSilo(ContractHost host)
    {
        var keys = new List<string>();
        for (var i = 0; keys.Count < 8; i++)
        {
            var probe = host.Grains.GetGrain<IStateProbe>($"key {i}");
            if (await probe.Where() != host.FirstSilo)
                continue;
            await probe.Set(1);
            keys.Add(probe.GetPrimaryKeyString());
        }

        return keys;
    }

    private static async Task<string> FirstThatAnswers(ContractHost host, List<string> keys)
    {
        foreach (var key in keys)
        {
            try
            {
                await host.Grains.GetGrain<IStateProbe>(key).Get();
                return key;
            }
            catch (Exception exception) when (exception is TimeoutException or SiloUnavailableException)
            {
                // Its gateway is in the other part of the cluster.
            }
        }

        return "none";
    }

    private static async Task<string> Write(IStateProbe probe, int value)
    {
        try
        {
            await probe.Set(value);
            return "accepted";
        }
        catch (Exception exception)
        {
            return exception.GetType().Name;
        }
    }

    private static string Place(string place, string former) => place == former ? "at the same place" : "elsewhere";
}

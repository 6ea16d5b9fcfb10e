using System.Globalization;

namespace OrleansMicro.Tools.Chaos;

/// <summary>
/// A silo that is no longer believed to live, and lives: stopped for a while, or cut off from Redis or from the other silos. It must not do harm
/// when it is back: it ends, or takes part again; the reconciliation says whether anything was lost or done twice.
/// </summary>
internal static class ZombieTrouble
{
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(30);

    /// <summary>SIGSTOP, then SIGCONT.</summary>
    public static async Task Stopped(ChaosWorld world, CancellationToken stop)
    {
        await Rounds(world, () => StopOne(world, stop), stop);
        world.CheckThatGrainsCameBack(world.Plan.BackWithin);
    }

    private static async Task StopOne(ChaosWorld world, CancellationToken stop)
    {
        var silo = world.AnySilo();
        world.Say($"SIGSTOP {silo.Name}");
        _ = SayWhenItEnds(world, silo, stop);
        await silo.Pause();
        var back = world.MeasureBackAfter(stop);
        await Task.Delay(world.Plan.Length, stop);
        await silo.Resume();
        world.Say($"SIGCONT {silo.Name}");
        await back;
        await Settle(world, silo, stop);
        if (silo.HasExited) await world.StartSilo(stop);
    }

    /// <summary>What it sends to Redis does not arrive, and no answer comes back.</summary>
    public static Task CutFromRedis(ChaosWorld world, CancellationToken stop) => Rounds(world, async () =>
    {
        await using var proxy = new TcpProxy(world.RedisPort);
        var silo = await world.StartSilo(stop, "--redis", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{proxy.Port}"));
        await Task.Delay(world.Plan.Every, stop);
        world.Say($"{silo.Name} is cut off from Redis");
        _ = SayWhenItEnds(world, silo, stop);
        proxy.Hold(static _ => true);
        var back = world.MeasureBackAfter(stop);
        await Task.Delay(world.Plan.Length, stop);
        proxy.Release();
        world.Say($"{silo.Name} reaches Redis again");
        await back;
        await Settle(world, silo, stop);
        await Leave(world, silo);
    }, stop);

    /// <summary>What it and the other silos say to each other does not arrive; APIs and Redis do reach it.</summary>
    public static async Task CutFromSilos(ChaosWorld world, CancellationToken stop)
    {
        var proxies = new List<TcpProxy>();
        try
        {
            // Every silo behind a proxy of its own, so that both directions can be cut.
            foreach (var silo in world.Cluster.Silos)
            {
                await StartBehindProxy(world, proxies, stop);
                await Leave(world, silo);
            }

            await Rounds(world, () => CutOne(world, proxies, stop), stop);
            foreach (var silo in world.Cluster.Silos)
            {
                await world.StartSilo(stop);
                await Leave(world, silo);
            }
        }
        finally
        {
            foreach (var proxy in proxies) await proxy.DisposeAsync();
        }
    }

    private static async Task CutOne(ChaosWorld world, List<TcpProxy> proxies, CancellationToken stop)
    {
        var silo = world.AnySilo();
        var own = proxies.Find(proxy => silo.Announcement.Contains($":{proxy.Port} ", StringComparison.Ordinal))!;
        world.Say($"{silo.Name} is cut off from the other silos");
        _ = SayWhenItEnds(world, silo, stop);
        foreach (var proxy in proxies) proxy.Hold(proxy == own ? static _ => true : pid => pid == silo.Pid);
        var back = world.MeasureBackAfter(stop);
        await Task.Delay(world.Plan.Length, stop);
        foreach (var proxy in proxies) proxy.Release();
        world.Say($"{silo.Name} reaches the other silos again");
        await back;
        await Settle(world, silo, stop);
        if (silo.HasExited) await StartBehindProxy(world, proxies, stop);
    }

    private static async Task StartBehindProxy(ChaosWorld world, List<TcpProxy> proxies, CancellationToken stop)
    {
        var port = FreePorts.Next();
        var proxy = new TcpProxy(port);
        proxies.Add(proxy);
        await world.StartSilo(
            stop,
            "--silo-port", proxy.Port.ToString(CultureInfo.InvariantCulture),
            "--Cluster:SiloListenPort", port.ToString(CultureInfo.InvariantCulture));
    }

    private static async Task Rounds(ChaosWorld world, Func<Task> round, CancellationToken stop)
    {
        for (var i = 0; i < world.Plan.Rounds; i++)
        {
            await Task.Delay(world.Plan.Every, stop);
            await round();
        }
    }

    private static async Task SayWhenItEnds(ChaosWorld world, ChildProcess silo, CancellationToken stop)
    {
        await silo.Exited.WaitAsync(stop);
        world.Say($"{silo.Name} ended with exit code {silo.ExitCode}");
    }

    private static async Task Settle(ChaosWorld world, ChildProcess silo, CancellationToken stop)
    {
        try
        {
            await silo.Exited.WaitAsync(EndsWithin, stop);
            world.Cluster.Forget(silo);
        }
        catch (TimeoutException)
        {
            world.Say($"{silo.Name} goes on");
        }
    }

    private static async Task Leave(ChaosWorld world, ChildProcess silo)
    {
        if (!silo.HasExited) world.Mismatches.Expect($"exit code of {silo.Name}", 0, await world.Cluster.Terminate(silo));
    }
}

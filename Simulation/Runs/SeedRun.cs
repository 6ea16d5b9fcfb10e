using OrleansMicro.Simulation.Checks;
using OrleansMicro.Simulation.Clients;
using OrleansMicro.Simulation.Mutations;
using OrleansMicro.Simulation.Shop;

namespace OrleansMicro.Simulation.Runs;

/// <summary>Runs one seed: opens the shop, injects faults, ends them, waits until all orders have ended, and checks the promises.</summary>
internal sealed class SeedRun
{
    private static readonly TimeSpan TimeToStart = TimeSpan.FromSeconds(60);

    // After the faults: restarts, failure detection, retries of orders, the period of the recovery.
    private static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(120);

    private static readonly TimeSpan TimeToRegister = TimeSpan.FromSeconds(15);

    // After this time, an order without an answer is given up, however wrong the clock was that dated it.
    private static readonly TimeSpan LongestCheckout = ShopWorld.CheckoutTimeout + TimeSpan.FromSeconds(25);

    // Background work: reservations that expire, ledgers that are updated late.
    private static readonly TimeSpan TimeToSettle = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan PauseBetweenChecks = TimeSpan.FromSeconds(5);

    private readonly ShopPlan _plan;
    private readonly TimeSpan _trouble;
    private readonly ShopWorld _shop;
    private readonly ShopClients _clients;
    private readonly FaultDriver _faults;
    private readonly ShopChecks _checks;

    private SeedRun(long seed, TimeSpan? until, PlantedBug? bug, Action<string>? lines)
    {
        _plan = new ShopPlan(seed);
        _trouble = until is { } limit && limit < _plan.Length ? limit : _plan.Length;
        _shop = new ShopWorld(_plan, bug, lines);
        _clients = new ShopClients(_plan, _shop);
        _faults = new FaultDriver(_shop.World);
        _checks = new ShopChecks(_shop, _clients);

        new PlacementCheck(_shop, _clients.Broken).Start();

        // In every other seed: with a filter, calls take another way through the runtime.
        if (seed % 2 == 0)
            _shop.Watch = new LateCallCheck(_shop.World, _clients.Broken);
    }

    private Simulator Simulator => _shop.Simulator;

    /// <summary>Runs a seed on this thread.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="until">The time of faults; null: as the seed decides.</param>
    /// <param name="bug">A planted bug, or null.</param>
    /// <param name="lines">Receives a line for every event, or null.</param>
    public static SeedResult Execute(long seed, TimeSpan? until = null, PlantedBug? bug = null, Action<string>? lines = null) =>
        new SeedRun(seed, until, bug, lines).Run();

    private SeedResult Run()
    {
        var broken = _clients.Broken;
        _faults.StartSilos();
        Wait(() => _shop.World.IsSettled, TimeToStart, "all silos to be active");
        foreach (var client in _shop.World.Clients)
            client.Start();
        Wait(() => _shop.World.Clients.TrueForAll(static client => client.IsReady), TimeToStart, "the clients to connect");
        _clients.Prepare();
        Wait(() => _clients.IsQuiet, TimeToStart, "the sellers to open");

        _clients.Open();
        _faults.Begin();
        Simulator.RunUntil(static () => false, Simulator.Elapsed + _trouble);
        _faults.End();
        _clients.Close();

        WaitForOrders(broken);
        CheckUntilSettled(_checks.RunEvents);
        CheckUntilSettled(_checks.Run);
        CheckUntilSettled(_checks.RunEvents);
        if (Simulator.Failure is { } failure)
            broken.Add(0, failure);
        return new SeedResult(
            _plan.Seed, Simulator.Trace.Hash, broken.All, _shop.World.Faults.Counts.All, Simulator.Elapsed, Simulator.Steps, _trouble,
            _shop.World.Store.Rows.Keys.Count(static key => key.StartsWith("order/", StringComparison.Ordinal)));
    }

    private void WaitForOrders(Broken broken)
    {
        var hasEnded = Wait(() => _clients.IsQuiet && _checks.NothingIsInFlight(), TimeToEnd, null);
        if (hasEnded && _checks.HasOrphans)
        {
            // If the silo of such an order is alive, it still tries to register it.
            Simulator.RunUntil(static () => false, Simulator.Elapsed + TimeToRegister);
            hasEnded = Wait(_checks.NothingIsInFlight, TimeToEnd, null);
            if (_checks.FindOrphans())
                Simulator.RunUntil(static () => false, Simulator.Elapsed + LongestCheckout);
        }

        if (hasEnded || Simulator.Failure is not null)
            return;
        var orders = _checks.InFlight().Select(static order => $"{order.OrderId} ({order.Step})");
        broken.Add(5, _clients.IsQuiet
            ? $"{TimeToEnd} after the last fault orders are still in flight: {string.Join(", ", orders)}"
            : $"{TimeToEnd} after the last fault clients still wait for answers.");
    }

    private void CheckUntilSettled(Func<Broken, Task> check)
    {
        for (var end = Simulator.Elapsed + TimeToSettle; Simulator.Failure is null;)
        {
            var found = new Broken(Simulator);
            var isDone = false;
            _clients.Begin(0, async () =>
            {
                try
                {
                    await check(found);
                }
                catch (Exception exception) when (exception is OrleansException or TimeoutException or StorageUnavailableException)
                {
                    found.Add(5, $"the shop cannot be read: {exception.Message}");
                }

                isDone = true;
            });
            if (!Wait(() => isDone, TimeToEnd, "the checks of the shop"))
                return;
            if (found.All.Count == 0)
                return;
            if (Simulator.Elapsed >= end)
            {
                foreach (var how in found.All)
                    _clients.Broken.AddAll(how);
                return;
            }

            Simulator.RunUntil(static () => false, Simulator.Elapsed + PauseBetweenChecks);
        }
    }

    private bool Wait(Func<bool> done, TimeSpan limit, string? what)
    {
        if (Simulator.RunUntil(done, Simulator.Elapsed + limit))
            return true;
        if (what is not null)
            Simulator.Fail($"Timed out waiting for {what}.");
        return false;
    }
}

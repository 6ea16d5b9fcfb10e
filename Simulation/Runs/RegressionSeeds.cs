namespace OrleansMicro.Simulation.Runs;

/// <summary>Seeds that once broke a promise, with what was wrong. They are run with every test.</summary>
internal static class RegressionSeeds
{
    public static IReadOnlyList<(long Seed, string What)> All { get; } =
    [
        (95, "Recovery dropped a cancellation because another silo still had the order as it was before, and nobody finished it."),
        (15, "A store that had lost its last second had forgotten that a silo was leaving, which then took back its grains and turned calls away until it stopped."),
        (45, "An order that was never answered for, because its silo died before registering it, was bought when somebody looked at it long after."),
        (192, "A cart whose order was being cancelled showed its bought lines again after its silo had left."),
        (345, "The same after its silo had been declared dead."),
        (824, "The same while the cancellation took long."),
        (745, "A store that had lost its last second had forgotten that a silo was active, and two silos sold one order's unit."),
        (1795394538526, "A write of a dead silo was done after its grain had been taken over: a cancellation stayed under way."),
        (1795394538747, "The same."),
        (1795394538883, "The same, with a registration for recovery."),
        (1795394538415, "A table that had lost its last second came to the same version with another silo in it, and nobody noticed."),
        (1795449489794, "A call whose time was over was passed on to another silo, and run there: a price that its seller had given up replaced the newer one."),
        (1795460002722, "A silo that had been declared dead and did not know it had units given back a second time."),
        (1795460004192, "Two silos had views of the same number with other silos in them, so that a grain had two activations: units were sold twice."),
        (1795460001643, "The same: a recovery shard did not see an order."),
        (1795460003271, "The same number, in a client's view: it went on calling a dead silo."),
        (1795460005354, "An order that was shown as placed was not registered for recovery, and waited for somebody to look again."),
        (1795470002578, "A call without a context saw that of a call for which it had waited."),
        (987, "A silo whose lease was over went on with an order that its customer had been refused meanwhile."),
    ];
}

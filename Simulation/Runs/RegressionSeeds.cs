namespace OrleansMicro.Simulation.Runs;

/// <summary>
/// Seeds that once broke a promise, with the cause. The tests run them all. A change of grains or runtime makes a seed another run, so each
/// cause also needs a test of its own where timing is not all of it.
/// </summary>
internal static class RegressionSeeds
{
    public static IReadOnlyList<(long Seed, string What)> All { get; } =
    [
        (179, "A second activation of an order repeated a return after the first one had been forgotten: units came back twice."),
        (182, "An order's step was written over the row that was read after the payment's write had failed: a paid order went back."),
        (233, "A second activation of an order survived that had read before the first one wrote: an accepted order seemed gone."),
        (242, "An order on a dead silo reserved and confirmed again after its successor had been forgotten: units were sold twice."),
        (254, "The same, for two orders of one silo."),
        (381, "The same, and a product showed an old price."),
        (528, "The same."),
        (806, "The same, in two products."),
        (854, "An accepted order seemed gone, as in 233."),
        (955, "A dashboard showed shipments that the orders did not have: the ledger was read before the other activation wrote."),
        (990, "An accepted order seemed gone, as in 233."),
        (993, "A product showed an old price for good: its surviving activation had read before the other one wrote."),
        (1796001601211, "A late copy of a clearing that had found the cart empty cleared it after the next line."),
        (1796002448474, "Recovery dropped a shipment's move whose write was still on its way: the seller's ledger never heard of it."),
        (1796002450820, "A product answered a release without writing its fence, which a waiting change had raised: units were sold twice."),
        (1796067020075, "A stock that was superseded was shown at any age, if somebody reserved in the same moment."),
        (1796075885739, "A relay ended before the events of a write that had begun were in their log, and a crash came before they were."),
    ];
}

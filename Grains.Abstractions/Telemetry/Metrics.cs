using System.Diagnostics.Metrics;

namespace OrleansMicro.Telemetry;

/// <summary>
/// The metrics of the marketplace, one declaration each. docs/telemetry.md lists them. An instrument that nobody listens
/// to costs a comparison.
/// </summary>
public static class Metrics
{
    private static readonly Meter Meter = new(Tracing.Name);

    /// <summary>Orders that were accepted.</summary>
    public static readonly Counter<long> OrdersPlaced =
        Meter.CreateCounter<long>("orleansmicro.orders.placed", "{order}", "Accepted orders.");

    /// <summary>Orders that ended: <c>status</c>, and <c>reason</c> unless they are paid.</summary>
    public static readonly Counter<long> OrdersEnded =
        Meter.CreateCounter<long>("orleansmicro.orders.ended", "{order}", "Orders that are paid, rejected or cancelled.");

    /// <summary>From the acceptance of an order to paid or rejected: <c>status</c>.</summary>
    public static readonly Histogram<double> CheckoutDuration =
        Seconds("orleansmicro.checkout.duration", "Time from the acceptance of an order to its end.");

    /// <summary>Requests that were answered with a problem: <c>code</c>.</summary>
    public static readonly Counter<long> RequestsRefused =
        Meter.CreateCounter<long>("orleansmicro.requests.refused", "{request}", "Requests that were refused.");

    /// <summary>Reservations that orders asked for: <c>result</c> is <c>reserved</c> or the code of the refusal.</summary>
    public static readonly Counter<long> Reservations =
        Meter.CreateCounter<long>("orleansmicro.stock.reservations", "{reservation}", "Reservations that orders asked for.");

    /// <summary>Requests to the payment provider: <c>action</c>; <c>outcome</c> is approved, declined or unknown.</summary>
    public static readonly Histogram<double> PaymentDuration =
        Seconds("orleansmicro.payment.duration", "Time of a request to the payment provider.");

    /// <summary>Rows that single mode wrote durably.</summary>
    public static readonly Counter<long> StorageWrites =
        Meter.CreateCounter<long>("orleansmicro.storage.writes", "{write}", "Durable writes.");

    /// <summary>Transactions of single mode.</summary>
    public static readonly Histogram<double> StorageCommits =
        Seconds("orleansmicro.storage.commit.duration", "Time of one transaction of many writes, disk included.");

    /// <summary>Unfinished orders of the recovery shards of this process. An order that ended counts until its shard writes.</summary>
    public static readonly ObservedParts UnfinishedOrders =
        new(Meter, "orleansmicro.orders.unfinished", "{order}", "Unfinished orders.", static values => values.Sum());

    /// <summary>The age of the oldest of <see cref="UnfinishedOrders"/>.</summary>
    public static readonly ObservedParts OldestUnfinishedOrder =
        new(Meter, "orleansmicro.orders.oldest_unfinished.age", "s", "Age of the oldest unfinished order.", static values => values.Max());

    private static Histogram<double> Seconds(string name, string description) => Meter.CreateHistogram(
        name, "s", description, tags: null, new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
        });
}

namespace OrleansMicro.Orders;

/// <summary>Timeouts and limits of the checkout. Configuration section <c>Orders</c>.</summary>
public sealed class OrderOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Orders";

    /// <summary>
    /// The lifetime of a reservation. It should exceed the time of a checkout with a crash and recovery; after it, the order reserves again.
    /// </summary>
    public TimeSpan ReservationLifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The age at which an order without a capture is given up if a participant gives no result.</summary>
    public TimeSpan CheckoutTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>The pause before a failed step is retried. It doubles with each failure, up to <see cref="MaxBackoff"/>.</summary>
    public TimeSpan InitialBackoff { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest pause between two attempts.</summary>
    public TimeSpan MaxBackoff { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an order is in flight before recovery resumes it. After a start, recovery resumes all.</summary>
    public TimeSpan ResumeAfter { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The maximum of orders in flight per recovery grain. More are refused, to be retried later.</summary>
    public int MaxInFlightPerShard { get; set; } = 10_000;
}

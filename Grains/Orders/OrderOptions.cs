namespace OrleansMicro.Orders;

/// <summary>Time limits of the checkout; configuration section <c>Orders</c>.</summary>
public sealed class OrderOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Orders";

    /// <summary>
    /// How long a reservation of units lasts. Longer than a checkout takes, crash and recovery included; otherwise the order reserves again. 1
    /// second to 1 day.
    /// </summary>
    public TimeSpan ReservationLifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How long after it was placed an order is rejected if a participant does not answer and no money was captured. 1 second to 1 day.
    /// </summary>
    public TimeSpan CheckoutTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// The delay before the first retry of a failed step; it doubles with each failure up to <see cref="MaxBackoff"/>. 1 millisecond to 1 day.
    /// </summary>
    public TimeSpan InitialBackoff { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest delay between two attempts. 1 millisecond to 1 day.</summary>
    public TimeSpan MaxBackoff { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an order is in flight before recovery resumes it. After a start, recovery resumes all orders. 0 to 1 day.</summary>
    public TimeSpan ResumeAfter { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The most orders in flight per recovery grain. A further checkout is refused with 503 <c>busy</c>: nothing was ordered, the cart is free, and
    /// the same key may try again. 1 to 1,000,000.
    /// </summary>
    public int MaxInFlightPerShard { get; set; } = 10_000;
}

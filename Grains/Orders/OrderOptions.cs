namespace OrleansMicro.Orders;

/// <summary>How patient the order saga is. Configuration section <c>Orders</c>.</summary>
public sealed class OrderOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Orders";

    /// <summary>How long units are held for an order. Longer than a checkout takes, crash and recovery included; else they are asked for again.</summary>
    public TimeSpan ReservationLifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long after it was placed an order that nothing was captured for is given up when a participant does not settle its part.</summary>
    public TimeSpan CheckoutTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>The pause before a failed step is tried again; it doubles with each failure up to <see cref="MaxBackoff"/>.</summary>
    public TimeSpan InitialBackoff { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest pause between two attempts.</summary>
    public TimeSpan MaxBackoff { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an order is in flight before recovery looks at it, except after a start, when it looks at all.</summary>
    public TimeSpan ResumeAfter { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Most orders in flight per recovery grain; more are told to try again.</summary>
    public int MaxInFlightPerShard { get; set; } = 10_000;
}

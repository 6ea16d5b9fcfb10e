namespace OrleansMicro.Payments;

/// <summary>Timeouts and retries of requests to the payment provider; configuration section <c>Payments</c>.</summary>
public sealed class PaymentOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Payments";

    /// <summary>How long one request to the provider may take before its outcome is unknown. 1 millisecond to 1 day.</summary>
    public TimeSpan ProviderTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How many requests one command sends to the provider before its outcome is unknown. 1 to 10.</summary>
    public int MaxAttempts { get; set; } = 3;

    /// <summary>The delay before the first retry; it doubles with each further one. 0 to 1 day.</summary>
    public TimeSpan InitialBackoff { get; set; } = TimeSpan.FromMilliseconds(50);
}

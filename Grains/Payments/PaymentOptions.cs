namespace OrleansMicro.Payments;

/// <summary>Timeouts and retries of the payment provider. Configuration section <c>Payments</c>.</summary>
public sealed class PaymentOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Payments";

    /// <summary>The timeout of one request to the provider. After it, the outcome is unknown.</summary>
    public TimeSpan ProviderTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The number of requests of one command before it gives its outcome as unknown.</summary>
    public int MaxAttempts { get; set; } = 3;

    /// <summary>The pause before the second attempt. It doubles with each further attempt.</summary>
    public TimeSpan InitialBackoff { get; set; } = TimeSpan.FromMilliseconds(50);
}

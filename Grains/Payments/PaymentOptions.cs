namespace OrleansMicro.Payments;

/// <summary>How patiently the payment provider is asked. Configuration section <c>Payments</c>.</summary>
public sealed class PaymentOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Payments";

    /// <summary>How long one request to the provider may take before its outcome counts as unknown.</summary>
    public TimeSpan ProviderTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often one command asks the provider before it answers that it does not know.</summary>
    public int MaxAttempts { get; set; } = 3;

    /// <summary>The pause before the second attempt; it doubles with each further one.</summary>
    public TimeSpan InitialBackoff { get; set; } = TimeSpan.FromMilliseconds(50);
}

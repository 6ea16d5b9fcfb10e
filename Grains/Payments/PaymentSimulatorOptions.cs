namespace OrleansMicro.Payments;

/// <summary>How the simulated acquirer behaves. Configuration section <c>Payments:Simulator</c>.</summary>
public sealed class PaymentSimulatorOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Payments:Simulator";

    /// <summary>Of 100 holds, how many are declined.</summary>
    public int DeclinePercent { get; set; }

    /// <summary>Of 100 requests, how many are done but not answered in time.</summary>
    public int TimeoutPercent { get; set; }

    /// <summary>Of 100 requests, how many get lost on the way there and are not answered.</summary>
    public int TimeoutBeforePercent { get; set; }

    /// <summary>Chooses which ones. The same seed, key and attempt always fare the same.</summary>
    public int Seed { get; set; } = 1;

    /// <summary>How long each request takes, in milliseconds.</summary>
    public int LatencyMs { get; set; }
}

namespace OrleansMicro.Payments;

/// <summary>The behaviour of the simulated acquirer. Configuration section <c>Payments:Simulator</c>.</summary>
public sealed class PaymentSimulatorOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Payments:Simulator";

    /// <summary>The percentage of holds that are declined.</summary>
    public int DeclinePercent { get; set; }

    /// <summary>The percentage of requests that are executed and not answered in time.</summary>
    public int TimeoutPercent { get; set; }

    /// <summary>The percentage of requests that are lost before they arrive.</summary>
    public int TimeoutBeforePercent { get; set; }

    /// <summary>Selects the requests. The same seed, key and attempt always have the same outcome.</summary>
    public int Seed { get; set; } = 1;

    /// <summary>The duration of each request, in milliseconds.</summary>
    public int LatencyMs { get; set; }
}

/// <summary>The outcome of a request: a pure function of seed, key and attempt, so that a replay repeats it.</summary>
public static class SimulatorRules
{
    /// <summary>The holds of this method are declined.</summary>
    public const string DeclineToken = "tok_decline";

    /// <summary>The first hold and the first capture of this method are executed and not answered.</summary>
    public const string TimeoutToken = "tok_timeout";

    /// <summary>The requests of this method arrive twice.</summary>
    public const string TwiceToken = "tok_twice";

    /// <summary>Whether the acquirer declines the hold.</summary>
    public static bool Declines(PaymentSimulatorOptions options, AcquirerRequest request) =>
        request.Kind == AcquirerRequestKind.Authorise
        && (request.Method == DeclineToken || Roll(options.Seed, request.IdempotencyKey, "decline") < options.DeclinePercent);

    /// <summary>Whether the request is lost before it arrives.</summary>
    public static bool IsLost(PaymentSimulatorOptions options, ProviderRequest request) =>
        Roll(options.Seed, request.IdempotencyKey, $"lost{request.Attempt}") < options.TimeoutBeforePercent;

    /// <summary>Whether the answer is lost.</summary>
    public static bool IsAnswerLost(PaymentSimulatorOptions options, ProviderRequest request) =>
        (request.Method == TimeoutToken && request.Attempt == 1 && request.Action is (ProviderAction.Authorise or ProviderAction.Capture))
        || Roll(options.Seed, request.IdempotencyKey, $"timeout{request.Attempt}") < options.TimeoutPercent;

    /// <summary>0 to 99, evenly spread (FNV-1a with a final mix).</summary>
    private static int Roll(int seed, string key, string question)
    {
        var hash = 14695981039346656037UL ^ (uint)seed;
        foreach (var c in key)
            hash = unchecked((hash ^ c) * 1099511628211UL);
        foreach (var c in question)
            hash = unchecked((hash ^ c) * 1099511628211UL);
        hash = unchecked((hash ^ (hash >> 33)) * 0xff51afd7ed558ccdUL);
        return (int)((hash ^ (hash >> 33)) % 100);
    }
}

namespace OrleansMicro.Payments;

/// <summary>What the simulated acquirer and the way there do to a request: a pure function of seed, key and attempt, so that replays agree.</summary>
public static class SimulatorRules
{
    /// <summary>This method's holds are declined.</summary>
    public const string DeclineToken = "tok_decline";

    /// <summary>This method's first hold and first capture are done, and then not answered.</summary>
    public const string TimeoutToken = "tok_timeout";

    /// <summary>This method's requests reach the acquirer twice.</summary>
    public const string TwiceToken = "tok_twice";

    /// <summary>Whether the acquirer declines to hold.</summary>
    public static bool Declines(PaymentSimulatorOptions options, AcquirerRequest request) =>
        request.Kind == AcquirerRequestKind.Authorise
        && (request.Method == DeclineToken || Roll(options.Seed, request.IdempotencyKey, "decline") < options.DeclinePercent);

    /// <summary>Whether the request gets lost on the way there.</summary>
    public static bool IsLost(PaymentSimulatorOptions options, ProviderRequest request) =>
        Roll(options.Seed, request.IdempotencyKey, $"lost{request.Attempt}") < options.TimeoutBeforePercent;

    /// <summary>Whether the answer gets lost on the way back.</summary>
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

using Microsoft.Extensions.Options;

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

/// <summary>The way to the simulated acquirer: requests and answers get lost or arrive twice on it, as the options and the method say.</summary>
public sealed class SimulatedPaymentProvider(IGrainFactory grains, TimeProvider clock, IOptions<PaymentSimulatorOptions> options) : IPaymentProvider
{
    /// <inheritdoc/>
    public async Task<ProviderAnswer> Execute(ProviderRequest request, CancellationToken cancellation)
    {
        var behaviour = options.Value;
        if (behaviour.LatencyMs > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(behaviour.LatencyMs), clock, cancellation);
        if (SimulatorRules.IsLost(behaviour, request))
            throw new TimeoutException("Simulated: the request got lost.");

        var acquirer = grains.GetGrain<ISimulatedAcquirerGrain>(request.OrderId);
        var sent = new AcquirerRequest(request.IdempotencyKey, KindOf(request.Action), request.Amount, request.Method, request.Reference);
        var answer = await acquirer.Execute(sent);
        if (request.Method == SimulatorRules.TwiceToken)
            answer = await acquirer.Execute(sent);

        return SimulatorRules.IsAnswerLost(behaviour, request)
            ? throw new TimeoutException("Simulated: the answer got lost.")
            : new ProviderAnswer(answer.Approved, answer.Reference, answer.DeclineReason);
    }

    private static AcquirerRequestKind KindOf(ProviderAction action) => action switch
    {
        ProviderAction.Authorise => AcquirerRequestKind.Authorise,
        ProviderAction.Capture => AcquirerRequestKind.Capture,
        ProviderAction.Void => AcquirerRequestKind.Void,
        _ => AcquirerRequestKind.Refund,
    };
}

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

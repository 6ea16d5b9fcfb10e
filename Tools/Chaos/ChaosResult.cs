using OrleansMicro.Bench.Common;

namespace OrleansMicro.Tools.Chaos;

/// <summary>The final line of a scenario.</summary>
/// <param name="Scenario">Its name.</param>
/// <param name="Good">Whether everything is as it must be.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Replays">Replays that ran meanwhile and were reconciled.</param>
/// <param name="Orders">Their paid orders.</param>
/// <param name="OrdersNotPaid">Their other orders.</param>
/// <param name="Mismatches">What did not reconcile, or was not as promised.</param>
/// <param name="Requests">HTTP requests, repeats included.</param>
/// <param name="Retries">Requests that the client had to repeat.</param>
/// <param name="RetryPercent">The same in percent.</param>
/// <param name="ServerErrors">Answers 500.</param>
/// <param name="Refusals">Answers 503.</param>
/// <param name="BackAfter">How long after a disturbance grains answered again, all of those asked.</param>
/// <param name="UnreachableFor">The same of those that did not answer within half a second: the ones that the disturbance hit.</param>
/// <param name="EndAfter">How long after its checkout was sent each order was seen in its end state.</param>
/// <param name="Events">What happened, in order.</param>
internal sealed record ChaosResult(
    string Scenario,
    bool Good,
    double Seconds,
    int Replays,
    int Orders,
    int OrdersNotPaid,
    int Mismatches,
    long Requests,
    long Retries,
    double RetryPercent,
    long ServerErrors,
    long Refusals,
    Spread? BackAfter,
    Spread? UnreachableFor,
    Spread? EndAfter,
    IReadOnlyList<string> Events);

using OrleansMicro.Bench.Load;

namespace OrleansMicro.Bench.Yardstick;

/// <summary>The final line of a yardstick run; the warm-up is left out of every number.</summary>
/// <param name="Mode"><c>single</c> or <c>cluster</c>.</param>
/// <param name="Silos">Silo processes; 1 in single mode.</param>
/// <param name="Seconds">Length of the measurement.</param>
/// <param name="Workers">Clients at once, each with a connection of its own.</param>
/// <param name="Requests">Requests answered: one grain call and one durable write each.</param>
/// <param name="RequestsPerSecond">The same per second.</param>
/// <param name="Request">Latency of a request.</param>
/// <param name="Answered">Requests answered, warm-up included: each client sends at least one.</param>
/// <param name="Errors">Requests that failed, by kind; warm-up included.</param>
/// <param name="ServerCpuMsPerRequest">CPU time of the server's processes per request: one yardstick.</param>
/// <param name="ServerCpuPercent">CPU time of the server's processes, in percent of one core.</param>
/// <param name="ClientCpuMsPerRequest">CPU time of the load generator per request.</param>
/// <param name="ClientCpuPercent">CPU time of the load generator, in percent of one core.</param>
internal sealed record YardstickResult(
    string Mode,
    int Silos,
    double Seconds,
    int Workers,
    long Requests,
    double RequestsPerSecond,
    Latency Request,
    long Answered,
    IReadOnlyDictionary<string, long> Errors,
    double ServerCpuMsPerRequest,
    double ServerCpuPercent,
    double ClientCpuMsPerRequest,
    double ClientCpuPercent);

using OrleansMicro.Bench.Load;

namespace OrleansMicro.Bench.Flash;

/// <summary>The final line of <c>flash grains</c>.</summary>
/// <param name="Seconds">Length of the measurement.</param>
/// <param name="Callers">Orders at once.</param>
/// <param name="Units">Units reserved and durably confirmed during the measurement.</param>
/// <param name="UnitsPerSecond">The same per second.</param>
/// <param name="Unit">Latency of a unit: its reservation and its confirmation.</param>
/// <param name="Confirmed">Units confirmed, warm-up included.</param>
/// <param name="Sold">Units sold, as the product's stock tells at the end.</param>
/// <param name="OnHand">Units left, as the product's stock tells at the end.</param>
/// <param name="Errors">Calls that failed or were refused, by kind; warm-up included.</param>
/// <param name="ServerCpuMsPerUnit">CPU time of the server's processes per unit; null without <c>--pid</c>.</param>
/// <param name="ServerCpuPercent">CPU time of the server's processes, in percent of one core.</param>
/// <param name="ClientCpuPercent">CPU time of the load generator, in percent of one core.</param>
internal sealed record FlashResult(
    double Seconds,
    int Callers,
    long Units,
    double UnitsPerSecond,
    Latency Unit,
    long Confirmed,
    long Sold,
    long OnHand,
    IReadOnlyDictionary<string, long> Errors,
    double? ServerCpuMsPerUnit,
    double? ServerCpuPercent,
    double ClientCpuPercent);

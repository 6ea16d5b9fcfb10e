using Orleans.Configuration;

namespace OrleansMicro.Silo;

/// <summary>How much a silo takes on before it refuses. The API answers both refusals with 503 and <c>Retry-After</c>.</summary>
internal static class SiloLimits
{
    /// <summary>A grain with this many calls under way and waiting refuses more: they would wait longer than their callers do, and take the memory of all others.</summary>
    public static void LimitQueues(this ISiloBuilder silo, int mostCalls) => silo.Configure<SiloMessagingOptions>(options =>
    {
        options.MaxEnqueuedRequestsHardLimit = mostCalls;
        options.MaxEnqueuedRequestsHardLimit_StatelessWorker = mostCalls;
    });

    /// <summary>
    /// A silo that is out of memory, or above <paramref name="cpuAbove"/> percent of its processor, refuses calls from APIs. In single mode there are none: nobody
    /// comes through a gateway.
    /// </summary>
    /// <remarks>
    /// The default is 100 percent, that is never. An API sends all calls to a grain through the same gateway, so a refused call meets the same busy silo when it is
    /// repeated, and one second of full use is followed by several seconds of refusals: see docs/decisions/0013-run-containers-behind-an-nginx-gateway.md for what that costs. Without it calls
    /// queue, up to the limit of each grain.
    /// </remarks>
    public static void ShedLoad(this ISiloBuilder silo, int cpuAbove) => silo.Configure<LoadSheddingOptions>(options =>
    {
        options.LoadSheddingEnabled = true;
        options.CpuThreshold = cpuAbove;
    });
}

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
    /// A silo that is out of processor or memory refuses calls from APIs, so that those which are under way end; calls of other silos belong to them and go on. Only
    /// where several silos share the load and APIs are processes of their own: in single mode nobody comes through a gateway.
    /// </summary>
    public static void ShedLoad(this ISiloBuilder silo) => silo.Configure<LoadSheddingOptions>(static options => options.LoadSheddingEnabled = true);
}

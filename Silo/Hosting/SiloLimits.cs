using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace OrleansMicro.Silo;

/// <summary>How much a silo accepts before it refuses. The API answers both refusals with 503 and <c>Retry-After</c>.</summary>
internal static class SiloLimits
{
    /// <summary>
    /// A grain that has <see cref="ServerOptions.MaxCallsPerGrain"/> calls refuses more: they would wait longer than their callers, and use memory.
    /// A call whose caller has stopped waiting is cancelled.
    /// </summary>
    public static void LimitQueues(this ISiloBuilder silo) =>
        silo.Services.AddOptions<SiloMessagingOptions>().Configure<IOptions<ServerOptions>>(static (options, server) =>
        {
            options.CancelRequestOnTimeout = true;
            options.MaxEnqueuedRequestsHardLimit = server.Value.MaxCallsPerGrain;
            options.MaxEnqueuedRequestsHardLimit_StatelessWorker = server.Value.MaxCallsPerGrain;
        });

    /// <summary>
    /// A silo that is out of memory, or above <see cref="SiloEndpointOptions.ShedCpuAbove"/> percent of its processor, refuses calls from APIs.
    /// Single mode has no gateway, so no such calls.
    /// </summary>
    /// <remarks>
    /// The default is 100 percent, which means never. An API sends all calls to a grain through the same gateway, so a refused call meets the same
    /// busy silo when it is repeated, and one second of full use is followed by several seconds of refusals: see
    /// docs/decisions/0013-run-containers-behind-an-nginx-gateway.md for what that costs. Without it calls queue, up to the limit of each grain.
    /// </remarks>
    public static void ShedLoad(this ISiloBuilder silo) =>
        silo.Services.AddOptions<LoadSheddingOptions>().Configure<IOptions<SiloEndpointOptions>>(static (options, endpoints) =>
        {
            options.LoadSheddingEnabled = true;
            options.CpuThreshold = endpoints.Value.ShedCpuAbove;
        });
}

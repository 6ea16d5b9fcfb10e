using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace Orleans.Runtime;

/// <summary>What a <see cref="SiloRuntime"/> is made of.</summary>
internal sealed record SiloRuntimeParts
{
    public required SiloAddress SiloAddress { get; init; }

    public required IServiceProvider Services { get; init; }

    public required SiloMessagingOptions Messaging { get; init; }

    public required GrainCollectionOptions Collection { get; init; }

    public required CoarseClock CallClock { get; init; }

    public required CoarseClock IdleClock { get; init; }

    public required TimeProvider ActivationTime { get; init; }

    public required RemoteCalls Remote { get; init; }

    public required SiloStatistics Statistics { get; init; }

    public required OverloadGuard Overload { get; init; }

    public required IMembership Membership { get; init; }

    public required SiloLease Lease { get; init; }

    public required IWorkScheduler Scheduler { get; init; }

    public required Func<IIncomingGrainCallFilter[]> IncomingFilters { get; init; }

    public required Func<IOutgoingGrainCallFilter[]> OutgoingFilters { get; init; }

    public required ILogger Logger { get; init; }
}

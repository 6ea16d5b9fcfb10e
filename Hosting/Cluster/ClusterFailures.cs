using System.Collections.Frozen;
using Microsoft.AspNetCore.Connections;
using Orleans.Runtime.Messaging;
using Orleans.Storage;
using StackExchange.Redis;

namespace OrleansMicro.Hosting;

/// <summary>What a failure of the cluster means for a request.</summary>
/// <param name="Repeat">Whether the call is worth repeating: the next attempt may reach a silo that does better.</param>
/// <param name="IsOverload">Whether a silo or a grain has too much to do, rather than being unavailable.</param>
public sealed record ClusterFailure(bool Repeat, bool IsOverload);

/// <summary>
/// Every exception that a grain call can end with though neither the request nor a grain is at fault: what Orleans' client, its gateways and silos
/// throw, and what storage
/// and reminders do. Whatever is not listed, or listed as a fault, is one of the program: 500, and no repetition. A test compares the list with the
/// exceptions that the
/// Orleans assemblies define.
/// </summary>
public static class ClusterFailures
{
    private static readonly ClusterFailure Away = new(Repeat: true, IsOverload: false);
    private static readonly ClusterFailure Overloaded = new(Repeat: true, IsOverload: true);
    private static readonly ClusterFailure Full = new(Repeat: false, IsOverload: true);
    private const ClusterFailure? Fault = null;

    // By name, because some live in assemblies that an API does not have, and get here in single mode only. A type that is not listed counts as its
    // base type.
    private static readonly FrozenDictionary<string, ClusterFailure?> Kinds = new Dictionary<string, ClusterFailure?>
    {
        // A silo died, stops, is not reached or does not answer. "Unable to connect", "No gateways available", "Target silo is known to be dead".
        [Name<SiloUnavailableException>()] = Away,
        [Name<OrleansMessageRejectionException>()] = Away,
        [Name<ConnectionFailedException>()] = Away,
        ["Orleans.Networking.Shared.SocketConnectionException"] = Away,
        [Name<ConnectionResetException>()] = Away,
        [Name<TimeoutException>()] = Away,

        // If the client cancelled the call, its request has ended. Otherwise the cluster did. ConnectionAbortedException is one of these.
        [Name<OperationCanceledException>()] = Away,

        // A silo, or this process, is about to end and has let go of what the call needs.
        [Name<ObjectDisposedException>()] = Away,
        ["Orleans.Runtime.OrleansLifecycleCanceledException"] = Away,

        // The type itself: the directory of grains settles after a silo came or went ("not stable", "not owner"), no silo knows the grain's type yet.
        [Name<OrleansException>()] = Away,
        ["Orleans.Runtime.MembershipService.OrleansMissingMembershipEntryException"] = Away,
        ["Orleans.Runtime.MembershipService.OrleansClusterConnectivityCheckFailedException"] = Away,
        ["Orleans.Runtime.EnumerationAbortedException"] = Away,
        ["Orleans.Runtime.ClientNotAvailableException"] = Away,

        // Another activation of the grain wrote first; the storage, the reminders or Redis do not answer.
        [Name<InconsistentStateException>()] = Away,
        ["OrleansMicro.StorageUnavailableException"] = Away,
        [Name<RedisException>()] = Away,
        ["Orleans.Clustering.Redis.RedisClusteringException"] = Away,
        ["Orleans.Persistence.Redis.RedisStorageException"] = Away,
        ["Orleans.Reminders.Redis.RedisRemindersException"] = Away,
        ["Orleans.Runtime.ReminderException"] = Away,

        // A gateway sheds load: another one may not. A grain has too much to do, and repeating would give it more.
        [Name<GatewayTooBusyException>()] = Overloaded,
        [Name<LimitExceededException>()] = Full,

        [Name<OrleansConfigurationException>()] = Fault,
        [Name<WrappedException>()] = Fault,
        ["Orleans.Runtime.GrainExtensionNotInstalledException"] = Fault,
        ["Orleans.Runtime.GrainReferenceNotBoundException"] = Fault,
        ["Orleans.Runtime.Messaging.InvalidMessageFrameException"] = Fault,
        ["Orleans.Runtime.InvalidSchedulingContextException"] = Fault,
        ["Orleans.Storage.BadProviderConfigException"] = Fault,
        ["Orleans.Providers.ProviderInitializationException"] = Fault,
        ["Orleans.Providers.ProviderStateException"] = Fault,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The types that the list names.</summary>
    public static IEnumerable<string> Names => Kinds.Keys;

    /// <summary>
    /// What a failure is, null for one that is not the cluster's. The outermost exception that is listed decides: activations wrap what stopped them.
    /// </summary>
    public static ClusterFailure? Classify(Exception failure)
    {
        for (Exception? cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (TryFind(cause, out var kind))
                return kind;
        }

        return null;
    }

    private static bool TryFind(Exception cause, out ClusterFailure? kind)
    {
        for (var type = cause.GetType(); type != typeof(Exception) && type is not null; type = type.BaseType)
        {
            if (Kinds.TryGetValue(type.FullName!, out kind))
                return true;
        }

        kind = null;
        return false;
    }

    private static string Name<T>() => typeof(T).FullName!;
}

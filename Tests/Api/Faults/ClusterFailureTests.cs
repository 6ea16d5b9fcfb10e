using System.Reflection;
using Microsoft.AspNetCore.Connections;
using Orleans.Runtime.Messaging;
using Orleans.Serialization;
using Orleans.Storage;
using OrleansMicro.Hosting;
using StackExchange.Redis;

namespace OrleansMicro.Tests.Api.Faults;

/// <summary>What each exception of the cluster means for a request.</summary>
public sealed class ClusterFailureTests
{
    private static readonly string[] Assemblies =
    [
        "Orleans.Core.Abstractions", "Orleans.Core", "Orleans.Runtime", "Orleans.Clustering.Redis", "Orleans.Persistence.Redis",
        "Orleans.Reminders", "Orleans.Reminders.Redis",
    ];

    public static TheoryData<Exception, bool, bool> Failures => new()
    {
        { new SiloUnavailableException(), true, false },
        { Rejection("no gateways"), true, false },
        { new ConnectionFailedException("refused"), true, false },
        { new ConnectionAbortedException(), true, false },
        { new ConnectionResetException("reset"), true, false },
        { new TimeoutException(), true, false },
        { new TaskCanceledException(), true, false },
        { new ObjectDisposedException("IServiceProvider"), true, false },
        { new OrleansException("Current directory is not stable"), true, false },
        { new InconsistentStateException("written by another"), true, false },
        { new StorageUnavailableException("away"), true, false },
        { new RedisException("away"), true, false },
        { new InvalidOperationException("activation", new StorageUnavailableException("away")), true, false },
        { new AggregateException(new ConnectionFailedException("refused")), true, false },
        { new GatewayTooBusyException(), true, true },
        { new LimitExceededException("too many calls"), false, true },
    };

    public static TheoryData<Exception> Faults => new()
    {
        new InvalidOperationException(),
        new ArgumentException("no implementation"),
        new FormatException(),
        new CodecNotFoundException("no codec"),
        new OrleansConfigurationException("wrong", new TimeoutException()),
        new GrainExtensionNotInstalledException("none"),
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void Tells_failures_of_the_cluster_apart(Exception failure, bool repeat, bool isOverload) =>
        Assert.Equal(new ClusterFailure(repeat, isOverload), ClusterFailures.Classify(failure));

    [Theory]
    [MemberData(nameof(Faults))]
    public void Leaves_faults_of_the_program_to_it(Exception fault) => Assert.Null(ClusterFailures.Classify(fault));

    [Fact]
    public void Knows_every_exception_that_Orleans_defines()
    {
        var defined = Assemblies.SelectMany(name => Assembly.Load(name).GetTypes())
            .Where(static type => type.IsAssignableTo(typeof(Exception)))
            .Select(static type => type.FullName!)
            .ToHashSet(StringComparer.Ordinal);

        Assert.Empty(defined.Except(ClusterFailures.Names));
        Assert.Empty(ClusterFailures.Names.Where(static name => name.StartsWith("Orleans.", StringComparison.Ordinal)).Except(defined));
    }

    // Only Orleans can make one.
    private static Exception Rejection(string reason) => (Exception)Activator.CreateInstance(
        typeof(OrleansMessageRejectionException), BindingFlags.NonPublic | BindingFlags.Instance, null, [reason], null)!;
}

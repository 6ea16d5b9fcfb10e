using System.Reflection;
using Microsoft.AspNetCore.Connections;
using Orleans.Runtime.Messaging;
using Orleans.Serialization;
using Orleans.Storage;
using OrleansMicro.Http;
using OrleansMicro.Problems;
using StackExchange.Redis;

namespace OrleansMicro.Tests.Api.Faults;

/// <summary>What each exception of the cluster means for a request.</summary>
public sealed class ClusterFailureTests
{
    private static readonly string[] Assemblies =
        ["Orleans.Core.Abstractions", "Orleans.Core", "Orleans.Runtime", "Orleans.Clustering.Redis", "Orleans.Persistence.Redis", "Orleans.Reminders", "Orleans.Reminders.Redis"];

    public static TheoryData<Exception, bool, string> Failures => new()
    {
        { new SiloUnavailableException(), true, "unavailable" },
        { Rejection("no gateways"), true, "unavailable" },
        { new ConnectionFailedException("refused"), true, "unavailable" },
        { new ConnectionAbortedException(), true, "unavailable" },
        { new ConnectionResetException("reset"), true, "unavailable" },
        { new TimeoutException(), true, "unavailable" },
        { new TaskCanceledException(), true, "unavailable" },
        { new ObjectDisposedException("IServiceProvider"), true, "unavailable" },
        { new OrleansException("Current directory is not stable"), true, "unavailable" },
        { new InconsistentStateException("written by another"), true, "unavailable" },
        { new StorageUnavailableException("away"), true, "unavailable" },
        { new RedisException("away"), true, "unavailable" },
        { new InvalidOperationException("activation", new StorageUnavailableException("away")), true, "unavailable" },
        { new AggregateException(new ConnectionFailedException("refused")), true, "unavailable" },
        { new GatewayTooBusyException(), true, "busy" },
        { new LimitExceededException("too many calls"), false, "busy" },
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
    public void Tells_failures_of_the_cluster_apart(Exception failure, bool repeat, string code) =>
        Assert.Equal(new ClusterFailure(repeat, code), ClusterFailures.Classify(failure));

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

    [Fact]
    public void Gives_each_a_code_that_is_answered_with_503()
    {
        foreach (var failure in Failures)
            Assert.Equal(503, ProblemCatalog.StatusOf((string)failure[2]));
    }

    // Only Orleans can make one.
    private static Exception Rejection(string reason) => (Exception)Activator.CreateInstance(
        typeof(OrleansMessageRejectionException), BindingFlags.NonPublic | BindingFlags.Instance, null, [reason], null)!;
}

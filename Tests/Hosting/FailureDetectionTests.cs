using Orleans.Configuration;
using Orleans.Networking.Shared;
using OrleansMicro.Hosting;

namespace OrleansMicro.Tests.Hosting;

/// <summary>How the time limits follow from <c>Cluster:FailureDetectionTimeout</c>, over all that it may be.</summary>
public sealed class FailureDetectionTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(600)]
    public void Misses_a_silo_within_the_time_set_however_it_went_silent(int seconds)
    {
        var timeout = TimeSpan.FromSeconds(seconds);
        var options = new ClusterMembershipOptions();
        FailureDetection.Configure(options, timeout);

        Assert.True(options.MinProbeTimeout <= options.ProbeTimeout && options.ProbeTimeout <= options.MaxProbeTimeout);

        // As long as that after the last message of a frozen silo no vote counts; then one more probe.
        Assert.True((options.MaxProbeTimeout * options.NumMissedProbesLimit) + options.MinProbeTimeout <= timeout + TimeSpan.FromMilliseconds(1));
        Assert.True(options.TableRefreshTimeout < timeout);
        Assert.True(options.IAmAliveTablePublishTimeout * options.NumMissedTableIAmAliveLimit < timeout * 2);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(600)]
    public void Connects_and_looks_for_gateways_faster_than_that(int seconds)
    {
        var timeout = TimeSpan.FromSeconds(seconds);
        var (connections, sockets, gateways) = (new ConnectionOptions(), new SocketConnectionOptions(), new GatewayOptions());
        FailureDetection.Configure(connections, timeout);
        FailureDetection.Configure(sockets, timeout);
        FailureDetection.Configure(gateways, timeout);

        Assert.True(connections.OpenConnectionTimeout < timeout && connections.ConnectionRetryDelay < connections.OpenConnectionTimeout);
        Assert.True(gateways.GatewayListRefreshPeriod < timeout);
        Assert.True(sockets.KeepAlive && sockets is { KeepAliveTimeSeconds: > 0, KeepAliveIntervalSeconds: > 0, KeepAliveRetryCount: > 0 });
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Networking.Shared;
using OrleansMicro.Hosting;
using OrleansMicro.Silo;
using OrleansMicro.Simulation.Cluster;
using OrleansMicro.Simulation.Shop;

namespace OrleansMicro.Tests.Simulation;

/// <summary>The simulated cluster has the time limits of a real one.</summary>
public sealed class ClusterTimingsTests
{
    private static readonly TimeSpan FailureDetectionTimeout = new ClusterConnectionOptions().FailureDetectionTimeout;

    [Fact]
    public void Silos_watch_each_other_as_often()
    {
        var options = new ClusterMembershipOptions();
        FailureDetection.Configure(options, FailureDetectionTimeout);

        Assert.InRange((options.ProbeTimeout - ClusterTimings.ProbePeriod).Duration(), TimeSpan.Zero, TimeSpan.FromMilliseconds(1));
        Assert.Equal(ClusterTimings.MissedProbes, options.NumMissedProbesLimit);
        Assert.Equal(ClusterTimings.Votes, options.NumVotesForDeathDeclaration);
        Assert.Equal(options.TableRefreshTimeout, ClusterTimings.TableRefresh);
    }

    [Fact]
    public void Connections_break_and_come_back_as_soon()
    {
        var (connections, sockets, gateways) = (new ConnectionOptions(), new SocketConnectionOptions(), new GatewayOptions());
        FailureDetection.Configure(connections, FailureDetectionTimeout);
        FailureDetection.Configure(sockets, FailureDetectionTimeout);
        FailureDetection.Configure(gateways, FailureDetectionTimeout);

        Assert.Equal(connections.ConnectionRetryDelay, ClusterTimings.TimeToReconnect);
        Assert.Equal(
            TimeSpan.FromSeconds(sockets.KeepAliveTimeSeconds + (sockets.KeepAliveIntervalSeconds * sockets.KeepAliveRetryCount)),
            ClusterTimings.SilentConnectionLimit);
        Assert.Equal(gateways.GatewayListRefreshPeriod, ClusterTimings.GatewayRefresh);
    }

    [Fact]
    public void Silos_cancel_calls_that_time_out()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.UseOrleans(static silo =>
        {
            silo.UseLocalhostClustering();
            silo.LimitQueues();
        });
        using var host = builder.Build();

        var options = host.Services.GetRequiredService<IOptions<SiloMessagingOptions>>().Value;

        Assert.True(options is
        {
            CancelRequestOnTimeout: true, WaitForCancellationAcknowledgement: false, CancelUnknownRequestOnStatusUpdate: false,
        });
    }

    [Fact]
    public void Calls_and_reads_have_the_same_limits()
    {
        Assert.Equal(ClusterSilo.CallTimeout, ClusterTimings.Response);
        Assert.Equal(new ClusterConnectionOptions().CallTimeout, ClusterTimings.ClientResponse);
        Assert.Equal(FailureDetection.SystemCallTimeout(FailureDetectionTimeout), ClusterTimings.DirectoryResponse);
        var client = new ClientMessagingOptions();
        ClusterClient.Configure(client, TimeSpan.FromSeconds(3));
        Assert.True(client is { CancelRequestOnTimeout: true, WaitForCancellationAcknowledgement: false, CancelUnknownRequestOnStatusUpdate: false });
        Assert.Equal(ClusterTimings.MaxForwards, new SiloMessagingOptions().MaxForwardCount);
        Assert.Equal(new GrainCollectionOptions().DeactivationTimeout, ClusterTimings.Deactivation);
        Assert.Equal(ClusterSilo.MaxReadAge, ShopWorld.MaxReadAge);
    }
}

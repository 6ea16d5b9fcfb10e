using Orleans.Configuration;
using Orleans.Networking.Shared;

namespace OrleansMicro.Hosting;

/// <summary>
/// How soon the processes of a cluster notice that one of them is gone: killed, frozen or cut off. Every time limit of Orleans that has a part in
/// it, derived from <see cref="ClusterConnectionOptions.FailureDetectionTimeout"/> and measured with <c>Bench chaos</c>; the figures below are
/// those of the default, 5 s.
/// </summary>
public static class FailureDetection
{
    private const int MissedProbes = 3;
    private const int Votes = 2;
    private const int KeepAliveProbes = 3;

    /// <summary>Silos: how they watch one another.</summary>
    public static void Configure(ClusterMembershipOptions options, TimeSpan timeout)
    {
        // Three probes in a row must fail, and half of one may be under way: 1.43 s. Orleans shortens the limit to the usual answer time plus half
        // of it, and does not go below that half. The maximum counts twice: it bounds how far a slow machine stretches a probe, and three times as
        // long after a silo's last message no vote against it counts (EnableConnectionLivenessCheck). Orleans' own maximum is four times the probe:
        // a killed silo, whose connections break, is missed in 3 s, and a frozen one, whose connections stay open, only in 20 s and more.
        var probe = timeout / (MissedProbes + 0.5);
        options.ProbeTimeout = probe;
        options.MinProbeTimeout = probe / 2;
        options.MaxProbeTimeout = probe;
        options.NumMissedProbesLimit = MissedProbes;
        options.NumVotesForDeathDeclaration = Votes;

        // A silo that was declared dead while it was frozen or cut off learns it from the table: 2.5 s.
        options.TableRefreshTimeout = timeout / 2;

        // After a crash of all silos the first new one may join only when it has evicted the old ones, and it probes only those that have missed
        // three of their signs of life: 2 s each.
        options.IAmAliveTablePublishTimeout = timeout * 0.4;
    }

    /// <summary>Silos and APIs: how they connect. A frozen process accepts connections and never answers on them.</summary>
    public static void Configure(ConnectionOptions options, TimeSpan timeout)
    {
        options.OpenConnectionTimeout = timeout * 0.4;
        options.ConnectionRetryDelay = timeout / 10;
    }

    /// <summary>
    /// Silos and APIs: a peer whose machine or cable is gone, and which therefore never closes its connection, is given up by the kernel in 11 s.
    /// </summary>
    public static void Configure(SocketConnectionOptions options, TimeSpan timeout)
    {
        options.KeepAlive = true;
        options.KeepAliveTimeSeconds = Seconds(timeout);
        options.KeepAliveIntervalSeconds = Seconds(timeout * 0.4);
        options.KeepAliveRetryCount = KeepAliveProbes;
    }

    /// <summary>
    /// Silos: how long calls between their own parts may take, such as looking a grain up in the directory: 3 s. Orleans breaks off those to a silo
    /// when it is declared dead, but goes on sending over a connection to it that is still open, for ten seconds more; a lookup that was broken off
    /// and repeated at once got lost that way, and the grains it was for hung for Orleans' own limit of 30 s.
    /// </summary>
    public static TimeSpan SystemCallTimeout(TimeSpan timeout) => timeout * 0.6;

    /// <summary>APIs: how often they read which silos there are. Until then they send calls through a gateway that is frozen: 1 s.</summary>
    public static void Configure(GatewayOptions options, TimeSpan timeout) => options.GatewayListRefreshPeriod = timeout / 5;

    private static int Seconds(TimeSpan time) => Math.Max(1, (int)Math.Round(time.TotalSeconds));
}

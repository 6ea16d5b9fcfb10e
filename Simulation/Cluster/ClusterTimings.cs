namespace OrleansMicro.Simulation.Cluster;

/// <summary>The time limits of a real cluster whose <c>Cluster:FailureDetectionTimeout</c> is 5 s. A test compares them.</summary>
internal static class ClusterTimings
{
    /// <summary>ClusterMembershipOptions.ProbeTimeout.</summary>
    public static readonly TimeSpan ProbePeriod = TimeSpan.FromSeconds(5) / 3.5;

    /// <summary>ClusterMembershipOptions.NumMissedProbesLimit.</summary>
    public const int MissedProbes = 3;

    /// <summary>ClusterMembershipOptions.NumVotesForDeathDeclaration.</summary>
    public const int Votes = 2;

    /// <summary>ClusterMembershipOptions.TableRefreshTimeout.</summary>
    public static readonly TimeSpan TableRefresh = TimeSpan.FromSeconds(2.5);

    /// <summary>GatewayOptions.GatewayListRefreshPeriod of clients.</summary>
    public static readonly TimeSpan GatewayRefresh = TimeSpan.FromSeconds(1);

    /// <summary>SiloMessagingOptions.ResponseTimeout.</summary>
    public static readonly TimeSpan Response = TimeSpan.FromSeconds(5);

    /// <summary>ClientMessagingOptions.ResponseTimeout.</summary>
    public static readonly TimeSpan ClientResponse = TimeSpan.FromSeconds(3);

    /// <summary>Orleans looks for calls that took too long once in this period.</summary>
    public static readonly TimeSpan ResponseCheck = TimeSpan.FromSeconds(1);

    /// <summary>A cancellation that arrives before its call looks for it again after this time.</summary>
    public static readonly TimeSpan CancellationRetry = TimeSpan.FromSeconds(1);

    /// <summary>How often a cancellation looks for its call again.</summary>
    public const int CancellationRetries = 3;

    /// <summary>The directory's own calls between silos have this limit.</summary>
    public static readonly TimeSpan DirectoryResponse = TimeSpan.FromSeconds(3);

    /// <summary>A directory registration that failed is repeated after this time.</summary>
    public static readonly TimeSpan DirectoryRetry = TimeSpan.FromSeconds(1);

    /// <summary>SiloMessagingOptions.MaxForwardCount.</summary>
    public const int MaxForwards = 2;

    /// <summary>GrainCollectionOptions.DeactivationTimeout.</summary>
    public static readonly TimeSpan Deactivation = TimeSpan.FromSeconds(30);

    /// <summary>The longest start of a silo, from process to active.</summary>
    public static readonly TimeSpan Start = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest orderly stop of a silo.</summary>
    public static readonly TimeSpan Stop = TimeSpan.FromSeconds(20);

    /// <summary>Silos look at the reminder table once in this period.</summary>
    public static readonly TimeSpan ReminderTable = TimeSpan.FromSeconds(5);

    /// <summary>Socket keep-alive of 5 s and 3 retries every 2 s: a connection without answers breaks after this time.</summary>
    public static readonly TimeSpan SilentConnectionLimit = TimeSpan.FromSeconds(11);

    /// <summary>ConnectionOptions.ConnectionRetryDelay.</summary>
    public static readonly TimeSpan TimeToReconnect = TimeSpan.FromMilliseconds(500);
}

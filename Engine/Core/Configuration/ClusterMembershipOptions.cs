namespace Orleans.Configuration;

/// <summary>How silos watch each other.</summary>
public class ClusterMembershipOptions
{
    /// <summary>Whether dead silos are looked for.</summary>
    public bool LivenessEnabled { get; set; } = true;

    /// <summary>How long a probe may take.</summary>
    public TimeSpan ProbeTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How many missed probes make a silo suspect.</summary>
    public int NumMissedProbesLimit { get; set; } = 3;

    /// <summary>How many silos must agree that another is dead.</summary>
    public int NumVotesForDeathDeclaration { get; set; } = 2;

    /// <summary>How many silos one silo watches.</summary>
    public int NumProbedSilos { get; set; } = 10;

    /// <summary>How often the membership is read again.</summary>
    public TimeSpan TableRefreshTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How often a silo says that it is alive.</summary>
    public TimeSpan IAmAliveTablePublishTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a vote counts.</summary>
    public TimeSpan DeathVoteExpirationTimeout { get; set; } = TimeSpan.FromSeconds(120);

    /// <summary>How long a silo tries to join.</summary>
    public TimeSpan MaxJoinAttemptTime { get; set; } = TimeSpan.FromMinutes(5);
}

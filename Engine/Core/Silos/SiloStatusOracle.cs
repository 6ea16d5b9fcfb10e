namespace Orleans.Runtime;

/// <summary>What a silo knows of the others.</summary>
public interface ISiloStatusOracle
{
    /// <summary>The status of this silo.</summary>
    SiloStatus CurrentStatus { get; }

    /// <summary>The name of this silo.</summary>
    string SiloName { get; }

    /// <summary>The address of this silo.</summary>
    SiloAddress SiloAddress { get; }

    /// <summary>The status of a silo.</summary>
    SiloStatus GetApproximateSiloStatus(SiloAddress siloAddress);

    /// <summary>The status of all silos, or of the active ones.</summary>
    Dictionary<SiloAddress, SiloStatus> GetApproximateSiloStatuses(bool onlyActive = false);

    /// <summary>Whether a silo is gone.</summary>
    bool IsDeadSilo(SiloAddress silo);
}

/// <summary>What the silo of this host knows of the others.</summary>
internal sealed class SiloStatusOracle(ILocalSiloDetails local, IMembership membership, SiloLease lease) : ISiloStatusOracle
{
    /// <summary>The status of this silo; none while it can't renew its lease, because then it doesn't know.</summary>
    public SiloStatus CurrentStatus => lease.IsHeld ? membership.Current.StatusOf(SiloAddress) : SiloStatus.None;

    /// <inheritdoc/>
    public string SiloName => local.Name;

    /// <inheritdoc/>
    public SiloAddress SiloAddress => local.SiloAddress;

    /// <inheritdoc/>
    public SiloStatus GetApproximateSiloStatus(SiloAddress siloAddress) => membership.Current.StatusOf(siloAddress);

    /// <inheritdoc/>
    public Dictionary<SiloAddress, SiloStatus> GetApproximateSiloStatuses(bool onlyActive = false) =>
        membership.Current.Members.Values
            .Where(member => !onlyActive || member.Status == SiloStatus.Active)
            .ToDictionary(static member => member.Address, static member => member.Status);

    /// <inheritdoc/>
    public bool IsDeadSilo(SiloAddress silo) => membership.Current.StatusOf(silo) == SiloStatus.Dead;
}

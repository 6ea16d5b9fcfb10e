using System.Collections.Immutable;

namespace Orleans.Runtime;

/// <summary>A silo as the cluster sees it.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Name">Its name.</param>
/// <param name="Status">Its status.</param>
/// <param name="StartTime">When it joined, in UTC.</param>
/// <param name="GatewayPort">Its port for clients, 0 for none.</param>
internal sealed record SiloMember(SiloAddress Address, string Name, SiloStatus Status, DateTime StartTime, int GatewayPort);

/// <summary>The cluster's members at one version.</summary>
internal sealed class MembershipView
{
    /// <summary>Creates a view.</summary>
    public MembershipView(MembershipVersion version, ImmutableDictionary<SiloAddress, SiloMember> members)
    {
        Version = version;
        Members = members;
        Active = With(members, SiloStatus.Active);

        // With no silo active, one that starts or stops serves its own grains, so that it can finish its work.
        Owners = Active.Length > 0 ? Active
            : With(members, SiloStatus.ShuttingDown) is { Length: > 0 } stopping ? stopping
            : With(members, SiloStatus.Joining);
    }

    /// <summary>A view without members.</summary>
    public static MembershipView Empty { get; } = new(new MembershipVersion(0), ImmutableDictionary<SiloAddress, SiloMember>.Empty);

    /// <summary>The version.</summary>
    public MembershipVersion Version { get; }

    /// <summary>All members, dead ones too.</summary>
    public ImmutableDictionary<SiloAddress, SiloMember> Members { get; }

    /// <summary>The active silos in order.</summary>
    public SiloAddress[] Active { get; }

    /// <summary>The silos that own grains, in order.</summary>
    public SiloAddress[] Owners { get; }

    /// <summary>The status of a silo.</summary>
    public SiloStatus StatusOf(SiloAddress silo) => Members.TryGetValue(silo, out var member) ? member.Status : SiloStatus.None;

    /// <summary>The next view, in which a member has changed.</summary>
    public MembershipView With(SiloMember member) => new(new MembershipVersion(Version.Value + 1), Members.SetItem(member.Address, member));

    private static SiloAddress[] With(ImmutableDictionary<SiloAddress, SiloMember> members, SiloStatus status) =>
        [.. members.Values.Where(member => member.Status == status).Select(static member => member.Address).Order()];
}

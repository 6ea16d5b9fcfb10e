using System.Collections.Immutable;

namespace OrleansMicro.Simulation.Cluster;

/// <summary>A version of the membership table. A process may know an old one.</summary>
internal sealed record MembersView(long Version, ImmutableSortedSet<SiloAddress> Active, ImmutableSortedSet<SiloAddress> Dead)
{
    public static readonly MembersView None = new(0, [], []);

    /// <summary>The silo that keeps the directory entry of a grain. It is the same for all processes with the same view.</summary>
    public SiloAddress? OwnerOf(GrainId grain)
    {
        var hash = grain.GetUniformHashCode();
        return Active.MaxBy(silo => unchecked(((ulong)silo.GetConsistentHashCode() ^ hash) * 0x9E3779B97F4A7C15UL));
    }
}

using System.Collections.Immutable;
using Orleans.Runtime;

namespace OrleansMicro.Simulation.Cluster;

/// <summary>A version of the table of members.</summary>
internal sealed record MembersView(long Version, ImmutableSortedSet<SiloAddress> Active, ImmutableSortedSet<SiloAddress> Dead)
{
    public static readonly MembersView None = new(0, [], []);

    /// <summary>The silo that keeps a grain's address, the same for all that have the same view.</summary>
    public SiloAddress? OwnerOf(GrainId grain)
    {
        var hash = grain.GetUniformHashCode();
        return Active.MaxBy(silo => unchecked(((ulong)silo.GetConsistentHashCode() ^ hash) * 0x9E3779B97F4A7C15UL));
    }
}

/// <summary>
/// The table of members, and who is declared dead: whom others can't reach for as long as it takes. It may live, and goes on until it reads that it is dead.
/// </summary>
internal sealed class SimMembers
{
    public static readonly TimeSpan RefreshPeriod = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan ProbePeriod = TimeSpan.FromSeconds(2);
    private const int MissedProbes = 3;
    private const int Votes = 2;

    private readonly SimWorld _world;
    private readonly SortedDictionary<SiloAddress, int> _missed = [];
    private readonly SortedSet<SiloAddress> _leaving = [];

    public SimMembers(SimWorld world)
    {
        _world = world;
        world.Simulator.After(ProbePeriod, Probe);
    }

    public event Action? Changed;

    public MembersView View { get; private set; } = MembersView.None;

    /// <summary>A silo becomes active; earlier lives of its place are dead.</summary>
    public MembersView Join(SiloAddress silo)
    {
        var former = View.Active.Concat(_leaving).Where(other => other.Endpoint.Equals(silo.Endpoint)).ToList();
        return Set(View.Active.Except(former).Add(silo), View.Dead.Union(former));
    }

    /// <summary>A silo takes no new grains any more.</summary>
    public MembersView Leave(SiloAddress silo)
    {
        _leaving.Add(silo);
        return Set(View.Active.Remove(silo), View.Dead);
    }

    /// <summary>A silo is gone.</summary>
    public MembersView Bury(SiloAddress silo) => View.Dead.Contains(silo) ? View : Set(View.Active.Remove(silo), View.Dead.Add(silo));

    private MembersView Set(ImmutableSortedSet<SiloAddress> active, ImmutableSortedSet<SiloAddress> dead)
    {
        View = new MembersView(View.Version + 1, active, dead);
        Changed?.Invoke();
        return View;
    }

    private void Probe()
    {
        _world.Simulator.After(ProbePeriod, Probe);
        if (_world.Store.IsAway)
            return;
        foreach (var silo in View.Active.Concat(_leaving.Except(View.Dead)).ToList())
        {
            var watched = _world.Silos.Find(other => other.Address == silo)?.Process;
            var watchers = _world.Silos.Where(other => other.Address != silo && other.IsReady && other.IsAlive && !other.Process!.IsPaused
                && !_world.Store.IsCutOff(other.Place)).ToList();
            var misses = watchers.Count(other => watched is null || !_world.Network.IsReachable(other.Process!, watched));
            _missed[silo] = misses > 0 && misses >= Math.Min(Votes, watchers.Count) ? _missed.GetValueOrDefault(silo) + 1 : 0;
            if (_missed[silo] >= MissedProbes)
                Bury(silo);
        }
    }
}

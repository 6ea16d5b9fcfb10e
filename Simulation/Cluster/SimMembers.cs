using System.Collections.Immutable;

namespace OrleansMicro.Simulation.Cluster;

/// <summary>The membership table, and the probes that write it. A silo that was declared dead goes on until it reads the table.</summary>
internal sealed class SimMembers
{
    private readonly SimWorld _world;
    private readonly SortedDictionary<SiloAddress, int> _missed = [];
    private readonly SortedSet<SiloAddress> _leaving = [];

    public SimMembers(SimWorld world)
    {
        _world = world;
        world.Simulator.After(ClusterTimings.ProbePeriod, Probe);
    }

    /// <summary>Raised when the table has a new version.</summary>
    public event Action? Changed;

    /// <summary>The newest version of the table.</summary>
    public MembersView View { get; private set; } = MembersView.None;

    /// <summary>A silo becomes active and declares its predecessors at the same endpoint dead.</summary>
    public MembersView Join(SiloAddress silo)
    {
        var former = View.Active.Concat(_leaving).Where(other => other.Endpoint.Equals(silo.Endpoint)).ToList();
        return Set(View.Active.Except(former).Add(silo), View.Dead.Union(former));
    }

    /// <summary>A silo begins to shut down and receives no new grains.</summary>
    public MembersView Leave(SiloAddress silo)
    {
        _leaving.Add(silo);
        return Set(View.Active.Remove(silo), View.Dead);
    }

    /// <summary>A silo is declared dead.</summary>
    public MembersView Bury(SiloAddress silo) => View.Dead.Contains(silo) ? View : Set(View.Active.Remove(silo), View.Dead.Add(silo));

    private MembersView Set(ImmutableSortedSet<SiloAddress> active, ImmutableSortedSet<SiloAddress> dead)
    {
        View = new MembersView(View.Version + 1, active, dead);
        Changed?.Invoke();
        return View;
    }

    private void Probe()
    {
        _world.Simulator.After(ClusterTimings.ProbePeriod, Probe);
        if (_world.Store.IsAway)
            return;
        foreach (var silo in View.Active.Concat(_leaving.Except(View.Dead)).ToList())
        {
            _missed[silo] = IsMissed(silo) ? _missed.GetValueOrDefault(silo) + 1 : 0;
            if (_missed[silo] >= ClusterTimings.MissedProbes)
                Bury(silo);
        }
    }

    private bool IsMissed(SiloAddress silo)
    {
        var watched = _world.Silos.Find(other => other.Address == silo)?.Process;
        var watchers = _world.Silos.Where(other => other.Address != silo && CanVote(other)).ToList();
        var misses = watchers.Count(other => watched is null || !_world.Network.IsReachable(other.Process!, watched));
        return misses > 0 && misses >= Math.Min(ClusterTimings.Votes, watchers.Count);
    }

    private bool CanVote(SimSilo silo) => silo.IsReady && silo.IsAlive && !silo.Process!.IsPaused && !_world.Store.IsCutOff(silo.Place);
}

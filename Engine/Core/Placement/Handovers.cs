namespace Orleans.Runtime;

/// <summary>
/// Remembers, for a while after the membership has changed, who owned grains before. The new owner asks these to let go of a grain
/// before it activates it, so that a silo that joins or leaves in order makes no second activation.
/// </summary>
internal sealed class Handovers
{
    private const int MaxViews = 8;
    private const long MaxMilliseconds = 60_000;

    private volatile Entry[] _entries = [];

    /// <summary>Remembers a view that is no longer current.</summary>
    public void Add(MembershipView view, long now)
    {
        if (view.Owners.Length > 0)
            _entries = [.. _entries.Where(entry => now - entry.Since <= MaxMilliseconds).TakeLast(MaxViews - 1), new Entry(view, now)];
    }

    /// <summary>The silos, other than <paramref name="local"/>, that owned a grain lately and live.</summary>
    public List<SiloAddress>? FormerOwners(in GrainId grainId, SiloAddress local, MembershipView current, long now)
    {
        List<SiloAddress>? owners = null;
        foreach (var entry in _entries)
        {
            if (now - entry.Since > MaxMilliseconds
                || RendezvousPlacement.OwnerOf(grainId, entry.View.Owners) is not { } owner
                || owner.Equals(local)
                || current.StatusOf(owner) is not (SiloStatus.Active or SiloStatus.ShuttingDown))
                continue;
            owners ??= [];
            if (!owners.Contains(owner))
                owners.Add(owner);
        }

        return owners;
    }

    private sealed record Entry(MembershipView View, long Since);
}

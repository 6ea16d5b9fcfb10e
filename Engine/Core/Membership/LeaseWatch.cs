namespace Orleans.Runtime;

/// <summary>
/// Finds leases that are over. Only the observer's own monotonic clock counts: from the moment at which it saw a renewal for the
/// first time, until it has looked again and again, without a gap, and seen no other. Times are timestamps of that clock.
/// </summary>
/// <param name="duration">How long a lease lasts.</param>
/// <param name="maxGap">A longer time without a look proves nothing: the others may have been hindered as well.</param>
/// <param name="grace">What silos get in addition after such a time in which the store failed.</param>
internal sealed class LeaseWatch(long duration, long maxGap, long grace)
{
    private readonly Dictionary<SiloAddress, (long Beat, long Since)> _seen = [];
    private long? _lastLook;
    private bool _hasFailed;

    /// <summary>Notes that a look failed.</summary>
    public void NoteFailure() => _hasFailed = true;

    /// <summary>Looks at the leases of all silos that aren't dead; returns those that are over.</summary>
    public List<TableRow> Look(IReadOnlyCollection<TableRow> living, long now)
    {
        if (_lastLook is { } last && now - last > maxGap)
        {
            var since = _hasFailed ? now + grace : now;
            foreach (var silo in _seen.Keys.ToList())
                _seen[silo] = (_seen[silo].Beat, since);
        }

        _lastLook = now;
        _hasFailed = false;
        var over = new List<TableRow>();
        foreach (var row in living)
        {
            var silo = row.Member.Address;
            if (!_seen.TryGetValue(silo, out var seen) || seen.Beat != row.Beat)
                _seen[silo] = (row.Beat, now);
            else if (now - seen.Since >= duration)
                over.Add(row);
        }

        if (_seen.Count > living.Count)
        {
            var addresses = living.Select(static row => row.Member.Address).ToHashSet();
            foreach (var silo in _seen.Keys.Where(silo => !addresses.Contains(silo)).ToList())
                _seen.Remove(silo);
        }

        return over;
    }
}

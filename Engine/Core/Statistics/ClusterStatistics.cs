namespace Orleans.Runtime;

/// <summary>
/// Gathers the figures of all silos for whoever shows them. A silo that is dead or frozen costs no more than the time limit of one
/// question, and is asked again only when it has answered or failed to; what it said last is kept.
/// </summary>
internal sealed class ClusterStatistics : IDisposable
{
    /// <summary>How long a silo that has gone is remembered.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);

    /// <summary>How long a silo may take to answer.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(1.5);

    private const int MaxSilos = 200;

    private readonly Lock _lock = new();
    private readonly IMembership _membership;
    private readonly IGrainFactory _grains;
    private readonly TimeProvider _time;
    private readonly Dictionary<SiloAddress, SiloWatch> _watches = [];
    private Task<ClusterReport>? _gathering;
    private ClusterReport? _last;

    /// <summary>Begins to watch the membership, so that it knows since when a silo is gone.</summary>
    public ClusterStatistics(IMembership membership, IGrainFactory grains, TimeProvider time)
    {
        _membership = membership;
        _grains = grains;
        _time = time;
        _membership.Changed += Note;
        Note(_membership.Current);
    }

    /// <summary>The figures, at most <paramref name="maxAge"/> old. Callers at the same time share one answer.</summary>
    public Task<ClusterReport> GetAsync(TimeSpan maxAge)
    {
        lock (_lock)
        {
            if (_gathering is { IsCompleted: false } gathering)
                return gathering;
            if (_last is { } last && _time.GetUtcNow().UtcDateTime - last.TakenAt is var age && age >= TimeSpan.Zero && age < maxAge)
                return Task.FromResult(last);
            return _gathering = Gather();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _membership.Changed -= Note;

    private void Note(MembershipView view)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        lock (_lock)
        {
            foreach (var member in view.Members.Values)
            {
                if (_watches.TryGetValue(member.Address, out var watch))
                    watch.Note(member, now);
                else if (member.Status != SiloStatus.Dead)
                    _watches.Add(member.Address, new SiloWatch(member, now));
            }

            // A store of members may forget the dead.
            foreach (var watch in _watches.Values.Where(watch => !view.Members.ContainsKey(watch.Member.Address)))
                watch.Note(watch.Member with { Status = SiloStatus.Dead }, now);
            Forget(now);
        }
    }

    private void Forget(DateTime now)
    {
        var gone = _watches.Values.Where(static watch => watch.Member.Status == SiloStatus.Dead).OrderBy(static watch => watch.Since).ToList();
        var surplus = _watches.Count - MaxSilos;
        foreach (var watch in gone.Where((watch, index) => now - watch.Since > Memory || index < surplus))
            _watches.Remove(watch.Member.Address);
    }

    private async Task<ClusterReport> Gather()
    {
        SiloWatch[] watches;
        lock (_lock)
        {
            Forget(_time.GetUtcNow().UtcDateTime);
            watches = [.. _watches.Values.OrderBy(static watch => watch.Member.Name, StringComparer.Ordinal).ThenBy(static watch => watch.Member.StartTime)];
        }

        // Off the caller's thread: the lock is not held while silos are asked.
        await Task.Yield();
        await Task.WhenAll(watches.Select(Ask));
        var report = new ClusterReport(
            _time.GetUtcNow().UtcDateTime, _membership.Current.Version.Value, [.. watches.Select(static watch => watch.Take())]);
        lock (_lock)
            _last = report;
        return report;
    }

    private async Task Ask(SiloWatch watch)
    {
        if (watch.Member.Status is not (SiloStatus.Active or SiloStatus.Joining or SiloStatus.ShuttingDown or SiloStatus.Stopping))
            return;
        await watch.Ask(() => _grains.GetGrain<ISiloControl>(SiloControl.IdOf(watch.Member.Address)).GetReport(), TimeLimit, _time);
    }
}

/// <summary>The figures of a cluster at one moment.</summary>
/// <param name="TakenAt">When they were gathered, in UTC.</param>
/// <param name="Version">The version of the membership as the gatherer sees it.</param>
/// <param name="Silos">Its silos, those too that have gone lately.</param>
internal sealed record ClusterReport(DateTime TakenAt, long Version, SiloState[] Silos);

/// <summary>What is known of a silo.</summary>
/// <param name="Member">Its part of the membership.</param>
/// <param name="Since">Since when it has its status, as far as it was watched, in UTC.</param>
/// <param name="LeftInOrder">Whether it said that it stops before it was gone.</param>
/// <param name="Report">What it said last, or null.</param>
/// <param name="AnsweredAt">When it said that, in UTC.</param>
/// <param name="SilentSince">Since when it owes an answer, in UTC; null if it owes none.</param>
internal sealed record SiloState(
    SiloMember Member, DateTime Since, bool LeftInOrder, SiloReport? Report = null, DateTime? AnsweredAt = null, DateTime? SilentSince = null);

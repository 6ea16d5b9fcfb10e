using OrleansMicro.Hosting;

namespace OrleansMicro.Silo.Move;

/// <summary>
/// Finds silos that run by their signs of life in the membership table. Whether one is recent is not asked: the clocks of machines differ, and a
/// silo that was killed stays in the table as active. A silo runs if it writes another sign while it is watched.
/// </summary>
internal sealed class LiveMembers(IMembershipTable table, TimeSpan signOfLife, TimeProvider clock, Action<string> note)
{
    /// <summary>How many times a silo writes its sign of life during the time in which it is watched.</summary>
    private const int SignsOfLife = 3;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    // Silos may have a longer Cluster:FailureDetectionTimeout than this command was given.
    private static readonly TimeSpan MinWatch = TimeSpan.FromSeconds(30);
    private Dictionary<SiloAddress, (SiloStatus Status, DateTime SignOfLife)> _seen = [];

    /// <summary>Throws <see cref="StartException"/> if a silo runs.</summary>
    public async Task RefuseLiveAsync()
    {
        var rows = await table.ReadAllAsync(CancellationToken.None);
        _seen = rows.Members.ToDictionary(
            static row => row.Item1.SiloAddress, static row => (row.Item1.Status, row.Item1.IAmAliveTime));
        var silos = _seen.Values.Count(static member => member.Status != SiloStatus.Dead);
        if (silos == 0)
            return;
        var watch = TimeSpan.FromTicks(Math.Max(MinWatch.Ticks, (signOfLife * SignsOfLife).Ticks));
        note($"The membership table lists {silos} silos that did not leave. Watching for {watch.TotalSeconds:0} s whether they run.");
        for (var began = clock.GetTimestamp(); clock.GetElapsedTime(began) < watch;)
        {
            await Task.Delay(Interval, clock);
            await RefuseChangedAsync();
        }
    }

    /// <summary>
    /// Throws <see cref="StartException"/> if a silo has started, stopped or given a sign of life since <see cref="RefuseLiveAsync"/>. A silo that
    /// is not in the first look has started, even if it is dead by now. So does one that was dead and writes again.
    /// </summary>
    public Task RefuseChangedAsync() => ReadUnchangedAsync();

    /// <summary>
    /// Declares the silos dead that gave no sign of life, as other silos would. One that was only frozen or cut off reads that when it wakes up, and
    /// ends. Throws <see cref="StartException"/> as <see cref="RefuseChangedAsync"/> does.
    /// </summary>
    public async Task EndLostAsync()
    {
        // Read again after each row, because each has the version of the table.
        for (var ended = 0; ; ended++)
        {
            var rows = await ReadUnchangedAsync();
            var lost = rows.Members.FirstOrDefault(static row => row.Item1.Status != SiloStatus.Dead);
            if (lost is null)
            {
                if (ended > 0)
                    note($"Declared {ended} silos dead that gave no sign of life.");
                return;
            }

            var (entry, etag) = lost;
            entry.Status = SiloStatus.Dead;
            if (!await table.UpdateRowAsync(entry, etag, rows.Version.Next(), CancellationToken.None))
                throw Runs(entry.SiloAddress);
            _seen[entry.SiloAddress] = (entry.Status, entry.IAmAliveTime);
        }
    }

    private static StartException Runs(SiloAddress silo) =>
        new($"The silo {silo.Endpoint} of this cluster runs. Stop all APIs and silos, then repeat the command.");

    private async Task<MembershipTableData> ReadUnchangedAsync()
    {
        var rows = await table.ReadAllAsync(CancellationToken.None);
        foreach (var (silo, _) in rows.Members)
        {
            if (!_seen.TryGetValue(silo.SiloAddress, out var seen) || seen != (silo.Status, silo.IAmAliveTime))
                throw Runs(silo.SiloAddress);
        }

        return rows;
    }
}

using OrleansMicro.Hosting;

namespace OrleansMicro.Silo.Move;

/// <summary>
/// Finds silos that run by their signs of life in the membership table. Whether one is recent is not asked: the clocks of machines differ, and a
/// silo that was killed stays in the table as active. A silo runs if it writes another sign while it is watched.
/// </summary>
internal sealed class LiveMembers(IMembershipTable table, TimeSpan watch, TimeProvider clock, Action<string> note)
{
    private Dictionary<SiloAddress, DateTime> _seen = [];

    /// <summary>Throws <see cref="StartException"/> if a silo runs.</summary>
    public async Task RefuseLiveAsync()
    {
        _seen = await ReadAsync();
        if (_seen.Count == 0)
            return;
        note($"The membership table lists {_seen.Count} silos that did not leave. Watching for {watch.TotalSeconds:0} s whether they run.");
        await Task.Delay(watch, clock);
        await RefuseChangedAsync();
    }

    /// <summary>Throws <see cref="StartException"/> if a silo has started or given a sign of life since <see cref="RefuseLiveAsync"/>.</summary>
    public async Task RefuseChangedAsync()
    {
        foreach (var (silo, signOfLife) in await ReadAsync())
        {
            if (!_seen.TryGetValue(silo, out var seen) || seen != signOfLife)
                throw new StartException($"The silo {silo.Endpoint} of this cluster runs. Stop all APIs and silos, then repeat the command.");
        }
    }

    private async Task<Dictionary<SiloAddress, DateTime>> ReadAsync()
    {
        var rows = await table.ReadAllAsync(CancellationToken.None);
        return rows.Members.Select(static row => row.Item1)
            .Where(static member => member.Status != SiloStatus.Dead)
            .ToDictionary(static member => member.SiloAddress, static member => member.IAmAliveTime);
    }
}

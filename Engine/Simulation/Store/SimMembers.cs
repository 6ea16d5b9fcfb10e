using System.Collections.Immutable;
using Orleans.Runtime;

namespace Orleans.Simulation;

/// <summary>
/// The table of a cluster's members in the store, with the rules of the scripts that Redis runs. Of the last second it may lose what was written.
/// </summary>
internal sealed class SimMembers(Simulator simulator)
{
    private const int VersionsToSkip = 1_000;
    private readonly Queue<(long At, long? Version, ImmutableSortedDictionary<SiloAddress, TableRow> Rows)> _lastSecond = new();
    private ImmutableSortedDictionary<SiloAddress, TableRow> _rows = ImmutableSortedDictionary<SiloAddress, TableRow>.Empty;
    private long? _version;

    /// <summary>Is called after every change.</summary>
    public event Action? Changed;

    /// <summary>Whether a silo is declared dead.</summary>
    public bool IsDead(SiloAddress silo) => _rows.GetValueOrDefault(silo)?.Member.Status == SiloStatus.Dead;

    /// <summary>Whether a silo was declared dead so shortly that this may get lost.</summary>
    public bool DiedInLastSecond(SiloAddress silo) => IsDead(silo)
        && _lastSecond.TryPeek(out var saved) && saved.Rows.TryGetValue(silo, out var before) && before.Member.Status != SiloStatus.Dead;

    /// <summary>Goes back to what was there a second ago, as a store does that writes its log once a second and loses power.</summary>
    public void LoseLastSecond()
    {
        if (!_lastSecond.TryPeek(out var saved))
            return;
        (_version, _rows) = (saved.Version, saved.Rows);
        _lastSecond.Clear();
    }

    /// <summary>Answers with the table.</summary>
    public TableAnswer Read() => Answer(TableOutcome.Done);

    /// <summary>Sets the status of a silo.</summary>
    public TableAnswer Set(SiloMember member)
    {
        var before = _rows.GetValueOrDefault(member.Address);
        if (before?.Member.Status == SiloStatus.Dead)
            return Answer(TableOutcome.Dead);
        if (before is null && member.Status != SiloStatus.Joining)
            return Answer(_version is null ? TableOutcome.NoTable : TableOutcome.Unknown);
        Keep();
        var row = before ?? new TableRow(member, 0, []);
        if (before is null || before.Member.Status != member.Status)
        {
            row = row with { Member = member };
            _version = (_version ?? 0) + 1;
        }

        _rows = _rows.SetItem(member.Address, member.Status == SiloStatus.Dead ? row with { Suspects = [] } : row with { Beat = row.Beat + 1 });
        return Changing(before?.Member.Status != member.Status, TableOutcome.Done);
    }

    /// <summary>Renews a lease.</summary>
    public TableAnswer Renew(SiloAddress silo, IReadOnlyCollection<SiloAddress> suspects)
    {
        if (_rows.GetValueOrDefault(silo) is not { } row)
            return Answer(_version is null ? TableOutcome.NoTable : TableOutcome.Unknown);
        if (row.Member.Status == SiloStatus.Dead)
            return Answer(TableOutcome.Dead);
        Keep();
        _rows = _rows.SetItem(silo, row with { Beat = row.Beat + 1, Suspects = [.. suspects] });
        return Answer(TableOutcome.Done);
    }

    /// <summary>Declares a silo dead.</summary>
    public TableAnswer DeclareDead(SiloAddress silo, SiloAddress by, long? beat)
    {
        if (_rows.GetValueOrDefault(by) is not { } judge)
            return Answer(TableOutcome.Unknown);
        if (judge.Member.Status == SiloStatus.Dead)
            return Answer(TableOutcome.Dead);
        if (_rows.GetValueOrDefault(silo) is not { } row || row.Member.Status == SiloStatus.Dead || (beat is not null && beat != row.Beat))
            return Answer(TableOutcome.Done);
        Keep();
        _rows = _rows.SetItem(silo, row with { Member = row.Member with { Status = SiloStatus.Dead }, Suspects = [] });
        _version++;
        return Changing(true, TableOutcome.Done);
    }

    /// <summary>Raises the version.</summary>
    public TableAnswer RaiseVersion(MembershipVersion version)
    {
        if (_version is null)
            return Answer(TableOutcome.NoTable);
        if (_version >= version.Value)
            return Answer(TableOutcome.Done);
        Keep();
        _version = version.Value + VersionsToSkip + 1;
        return Changing(true, TableOutcome.Done);
    }

    /// <summary>Writes a lost table anew.</summary>
    public TableAnswer Restore(MembershipView view)
    {
        if (_version is not null)
            return Answer(TableOutcome.Done);
        Keep();
        _version = view.Version.Value + VersionsToSkip + 1;
        _rows = view.Members.Values.ToImmutableSortedDictionary(static member => member.Address, static member => new TableRow(member, 0, []));
        return Changing(true, TableOutcome.Done);
    }

    private void Keep()
    {
        _lastSecond.Enqueue((simulator.Now, _version, _rows));
        while (_lastSecond.Peek().At < simulator.Now - TimeSpan.TicksPerSecond)
            _lastSecond.Dequeue();
    }

    private TableAnswer Changing(bool changes, TableOutcome outcome)
    {
        if (changes)
            Changed?.Invoke();
        return Answer(outcome);
    }

    private TableAnswer Answer(TableOutcome outcome) => new(outcome, new MembershipVersion(_version ?? 0), [.. _rows.Values]);
}

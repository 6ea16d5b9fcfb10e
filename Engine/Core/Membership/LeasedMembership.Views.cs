using System.Collections.Immutable;

namespace Orleans.Runtime;

/// <content>What is known of the cluster.</content>
internal sealed partial class LeasedMembership
{
    private void TakeNote(TableAnswer answer)
    {
        if (answer.Outcome == TableOutcome.NoTable)
            return;
        var revenants = new List<SiloAddress>();
        MembershipView? next = null;
        MembershipVersion? least = null;
        lock (_lock)
        {
            if (answer.Version > _current.Version)
                _current = next = new MembershipView(answer.Version, Merge(_current.Members, answer.Rows, revenants));
            else if (answer.Version < _current.Version)
                least = _current.Version;
            else if (AreOthers(answer.Rows, _current.Members))
                least = new MembershipVersion(_current.Version.Value + 1);
        }

        // Answers may overtake each other, so that an old one says nothing; a table that stays behind has lost what it was told last. If others have joined
        // since, it may have come up to the same number again with other silos in it.
        if (least is { } version)
            _ = RaiseVersionIfLost(version);
        if (next is null)
            return;
        Changed?.Invoke(next);
        RepeatIfForgotten(answer);
        foreach (var silo in revenants)
            _ = Declare(silo, null);
        if (_own is { Status: not SiloStatus.Dead } && next.StatusOf(_self) == SiloStatus.Dead)
            Expel("The cluster has declared it dead.");
    }

    /// <summary>
    /// A silo's status only goes on, also if the store has forgotten the last of it: others may have handed it grains, or taken them back. Dead is for
    /// ever, and who is in the table no more is dead.
    /// </summary>
    private static ImmutableDictionary<SiloAddress, SiloMember> Merge(
        ImmutableDictionary<SiloAddress, SiloMember> known, ImmutableArray<TableRow> rows, List<SiloAddress> revenants)
    {
        var members = ImmutableDictionary.CreateBuilder<SiloAddress, SiloMember>();
        foreach (var (member, _, _) in rows)
        {
            var isBehind = known.TryGetValue(member.Address, out var before) && member.Status < before.Status;
            if (isBehind && before!.Status == SiloStatus.Dead)
                revenants.Add(member.Address);
            members[member.Address] = isBehind ? before! : member;
        }

        foreach (var member in known.Values)
        {
            if (member.Status != SiloStatus.Dead && !members.ContainsKey(member.Address))
                members[member.Address] = member with { Status = SiloStatus.Dead };
        }

        return members.ToImmutable();
    }

    private static bool AreOthers(ImmutableArray<TableRow> rows, ImmutableDictionary<SiloAddress, SiloMember> known) =>
        rows.Any(row => !known.ContainsKey(row.Member.Address))
        || known.Values.Any(member => member.Status != SiloStatus.Dead && !rows.Any(row => row.Member.Address == member.Address));

    private async Task RaiseVersionIfLost(MembershipVersion version)
    {
        try
        {
            // The table compares and does nothing if it is not behind.
            TakeNote(await _table.RaiseVersion(version).WaitAsync(_options.Duration, _time));
        }
        catch (Exception exception)
        {
            LogNotRead(_logger, exception.Message);
        }
    }
}

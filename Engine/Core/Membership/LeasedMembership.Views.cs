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
        var isBehind = false;
        lock (_lock)
        {
            if (answer.Version > _current.Version)
                _current = next = new MembershipView(answer.Version, Merge(_current.Members, answer.Rows, revenants));
            else
                isBehind = answer.Version < _current.Version;
        }

        // Answers may overtake each other, so that an old one says nothing; a table that stays behind has lost what it was told last.
        if (isBehind)
            _ = RaiseVersionIfLost();
        if (next is null)
            return;
        Changed?.Invoke(next);
        foreach (var silo in revenants)
            _ = Declare(silo, null);
        if (_own is { Status: not SiloStatus.Dead } && next.StatusOf(_self) == SiloStatus.Dead)
            Expel("The cluster has declared it dead.");
    }

    /// <summary>Dead is for ever, also if the store has forgotten it, and who is in the table no more is dead.</summary>
    private static ImmutableDictionary<SiloAddress, SiloMember> Merge(
        ImmutableDictionary<SiloAddress, SiloMember> known, ImmutableArray<TableRow> rows, List<SiloAddress> revenants)
    {
        var members = ImmutableDictionary.CreateBuilder<SiloAddress, SiloMember>();
        foreach (var (member, _, _) in rows)
        {
            var isRevenant = member.Status != SiloStatus.Dead
                && known.TryGetValue(member.Address, out var before) && before.Status == SiloStatus.Dead;
            if (isRevenant)
                revenants.Add(member.Address);
            members[member.Address] = isRevenant ? member with { Status = SiloStatus.Dead } : member;
        }

        foreach (var member in known.Values)
        {
            if (member.Status != SiloStatus.Dead && !members.ContainsKey(member.Address))
                members[member.Address] = member with { Status = SiloStatus.Dead };
        }

        return members.ToImmutable();
    }

    private async Task RaiseVersionIfLost()
    {
        try
        {
            // The table compares and does nothing if it is not behind.
            TakeNote(await _table.RaiseVersion(_current.Version).WaitAsync(_options.Duration, _time));
        }
        catch (Exception exception)
        {
            LogNotRead(_logger, exception.Message);
        }
    }
}

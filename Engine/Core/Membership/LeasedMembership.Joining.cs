namespace Orleans.Runtime;

/// <content>Joining and leaving.</content>
internal sealed partial class LeasedMembership
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private async Task Join(SiloMember member)
    {
        await SetPatiently(member);

        // Who listens at this address now is this silo: an earlier life of it is over.
        foreach (var other in _current.Members.Values)
        {
            if (other.Status != SiloStatus.Dead && other.Address.IsPredecessorOf(_self))
                await Declare(other.Address, null);
        }

        _timer = _time.CreateTimer(
            static state => _ = ((LeasedMembership)state!).Renew(), this, _options.RenewPeriod, _options.RenewPeriod);
    }

    private async Task SetPatiently(SiloMember member)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await Set(member);
                return;
            }
            catch (Exception exception) when (exception is not (OrleansException or OperationCanceledException))
            {
                LogNotSet(_logger, member.Address, member.Status, exception.Message, pause.TotalSeconds);
            }

            await Task.Delay(pause, _time, _stopped.Token);
        }
    }

    /// <summary>Who leaves doesn't wait for the store: without a sign of life the others find out.</summary>
    private async Task SetIfPossible(SiloMember member)
    {
        try
        {
            await Set(member);
        }
        catch (Exception exception)
        {
            LogNotLeft(_logger, member.Address, member.Status, exception.Message);
        }

        if (member.Status == SiloStatus.Dead)
        {
            _timer?.Dispose();
            _lease.End();
        }
    }

    private async Task Set(SiloMember member)
    {
        var sent = _time.GetTimestamp();
        var answer = await _table.Set(member).WaitAsync(_options.Duration, _time);
        if (answer.Outcome is TableOutcome.Dead or TableOutcome.Unknown && member.Status != SiloStatus.Dead)
        {
            Expel("The cluster has declared it dead.");
            throw new SiloUnavailableException($"Silo {member.Address} can't become {member.Status}: the cluster has declared it dead.");
        }

        if (answer.Outcome == TableOutcome.NoTable)
            throw new InvalidOperationException("The store has lost the members of the cluster.");
        if (member.Status != SiloStatus.Dead)
            _lease.Extend(sent, _options.Duration - _options.Margin);
        TakeNote(answer);
    }

    private async Task Declare(SiloAddress silo, long? beat)
    {
        try
        {
            TakeNote(await _table.DeclareDead(silo, _self, beat).WaitAsync(_options.Duration, _time));
        }
        catch (Exception exception)
        {
            // It is tried again when the lease is looked at the next time.
            LogNotDeclared(_logger, silo, exception.Message);
        }
    }
}

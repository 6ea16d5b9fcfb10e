namespace Orleans.Runtime;

/// <content>Renewing the own lease and watching those of the others.</content>
internal sealed partial class LeasedMembership
{
    // An answer may take longer than a period. More than these wait only while the store doesn't answer at all.
    private const int MaxRenewalsUnderWay = 4;

    private async Task Renew()
    {
        if (Interlocked.Increment(ref _renewalsUnderWay) > MaxRenewalsUnderWay)
        {
            Interlocked.Decrement(ref _renewalsUnderWay);
            return;
        }

        try
        {
            // The time counts from before the question: whoever sees the renewal sees it later.
            var sent = _time.GetTimestamp();
            OnRenewed(sent, await _table.Renew(_self, Suspects).WaitAsync(_options.Duration, _time));
        }
        catch (Exception exception)
        {
            OnNotRenewed(exception);
        }
        finally
        {
            Interlocked.Decrement(ref _renewalsUnderWay);
        }
    }

    private void OnNotRenewed(Exception exception)
    {
        lock (_watch)
        {
            _watch.NoteFailure();
            if (_isSuspended || _lease.IsHeld || _isExpelled)
                return;
            _isSuspended = true;
        }

        LogSuspended(_logger, _self, exception.Message);
    }

    private void OnRenewed(long sent, TableAnswer answer)
    {
        switch (answer.Outcome)
        {
            case TableOutcome.Dead or TableOutcome.Unknown:
                if (_own is { Status: not SiloStatus.Dead })
                    Expel("The cluster has declared it dead.");
                return;
            case TableOutcome.NoTable:
                _ = Restore();
                return;
        }

        _lease.Extend(sent, _options.Duration - _options.Margin);
        List<TableRow> over;
        bool wasSuspended;
        lock (_watch)
        {
            wasSuspended = _isSuspended && _lease.IsHeld;
            _isSuspended &= !wasSuspended;
            over = _watch.Look(
                [.. answer.Rows.Where(row => row.Member.Status != SiloStatus.Dead && row.Member.Address != _self)], _time.GetTimestamp());
        }

        if (wasSuspended)
            LogResumed(_logger, _self);
        TakeNote(answer);
        RepeatIfForgotten(answer);
        foreach (var row in over)
        {
            LogLeaseOver(_logger, row.Member.Address, row.Member.Name);
            _ = Declare(row.Member.Address, row.Beat);
        }

        foreach (var silo in SuspicionVotes.Condemned(answer.Rows))
        {
            if (silo == _self)
                continue;
            LogCondemned(_logger, silo);
            _ = Declare(silo, null);
        }
    }

    /// <summary>
    /// A store that has lost its last changes may have forgotten that this silo serves or leaves: who joins now would take its grains without asking it, or go on
    /// sending it calls.
    /// </summary>
    private void RepeatIfForgotten(TableAnswer answer)
    {
        if (_own is { Status: SiloStatus.Active or SiloStatus.ShuttingDown } own
            && answer.Rows.Any(row => row.Member.Address == _self && row.Member.Status < own.Status)
            && Interlocked.Exchange(ref _isRepeating, 1) == 0)
            _ = Repeat(own);
    }

    private async Task Repeat(SiloMember own)
    {
        await SetIfPossible(own);
        Volatile.Write(ref _isRepeating, 0);
    }

    private async Task Restore()
    {
        try
        {
            LogTableLost(_logger, _current.Version.Value);
            TakeNote(await _table.Restore(_current).WaitAsync(_options.Duration, _time));
        }
        catch (Exception exception)
        {
            // The next renewal finds out and tries again.
            LogNotRead(_logger, exception.Message);
        }
    }

    private void Expel(string reason)
    {
        _lease.End();
        lock (_watch)
        {
            if (_isExpelled)
                return;
            _isExpelled = true;
        }

        _timer?.Dispose();
        LogExpelled(_logger, _self, reason);
        Expelled?.Invoke(reason);
    }
}

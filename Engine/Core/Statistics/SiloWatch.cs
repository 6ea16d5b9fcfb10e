namespace Orleans.Runtime;

/// <summary>What a gatherer of figures remembers of one silo.</summary>
internal sealed class SiloWatch(SiloMember member, DateTime since)
{
    private readonly Lock _lock = new();
    private Task? _question;
    private SiloReport? _report;
    private DateTime? _answeredAt;
    private DateTime? _silentSince;
    private bool _leftInOrder;

    /// <summary>The silo as the membership knows it.</summary>
    public SiloMember Member { get; private set; } = member;

    /// <summary>Since when it has its status, in UTC.</summary>
    public DateTime Since { get; private set; } = since;

    /// <summary>Takes what the membership says now.</summary>
    public void Note(SiloMember next, DateTime now)
    {
        lock (_lock)
        {
            if (next.Status == Member.Status)
                return;
            if (next.Status == SiloStatus.Dead)
                _leftInOrder = Member.Status is SiloStatus.ShuttingDown or SiloStatus.Stopping;
            Member = next;
            Since = now;
        }
    }

    /// <summary>Asks the silo, unless an earlier question is still open, and waits for the answer within a limit.</summary>
    public async Task Ask(Func<Task<SiloReport>> question, TimeSpan limit, TimeProvider time)
    {
        Task pending;
        lock (_lock)
        {
            _silentSince ??= time.GetUtcNow().UtcDateTime;
            pending = _question ??= Put(question, time);
        }

        await Task.WhenAny(pending, Task.Delay(limit, time));
    }

    /// <summary>What is known now.</summary>
    public SiloState Take()
    {
        lock (_lock)
            return new SiloState(Member, Since, _leftInOrder, _report, _answeredAt, _silentSince);
    }

    private async Task Put(Func<Task<SiloReport>> question, TimeProvider time)
    {
        // The caller keeps this task before anything can end it.
        await Task.Yield();
        try
        {
            var report = await question();
            lock (_lock)
                (_report, _answeredAt, _silentSince) = (report, time.GetUtcNow().UtcDateTime, null);
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException)
        {
            // It shows by how long the silo has owed an answer: see SiloState.SilentSince.
        }
        finally
        {
            lock (_lock)
                _question = null;
        }
    }
}

namespace Orleans.Runtime;

/// <summary>
/// Until when this silo may be sure that nobody has taken it for dead. It is read from the clock and not set by a timer, so that a
/// process that was frozen knows on waking, before it does anything else, that its time is over.
/// </summary>
internal sealed class SiloLease
{
    private readonly TimeProvider _time;
    private long _until;

    /// <summary>A lease that isn't held yet.</summary>
    public SiloLease(TimeProvider time) => _time = time;

    /// <summary>For a silo that shares its fate with the whole cluster.</summary>
    public static SiloLease Endless { get; } = new(TimeProvider.System) { _until = long.MaxValue };

    /// <summary>Whether it is held now.</summary>
    public bool IsHeld
    {
        get
        {
            var until = Volatile.Read(ref _until);
            return until == long.MaxValue || _time.GetTimestamp() < until;
        }
    }

    /// <summary>Holds it for a time that counts from <paramref name="sent"/>, a timestamp of the same clock; it never gets shorter by this.</summary>
    public void Extend(long sent, TimeSpan time)
    {
        var until = sent + (long)(time.TotalSeconds * _time.TimestampFrequency);
        for (var known = Volatile.Read(ref _until); known < until && known >= 0;)
        {
            var seen = Interlocked.CompareExchange(ref _until, until, known);
            if (seen == known)
                return;
            known = seen;
        }
    }

    /// <summary>Gives it up for ever.</summary>
    public void End() => Volatile.Write(ref _until, long.MinValue);
}

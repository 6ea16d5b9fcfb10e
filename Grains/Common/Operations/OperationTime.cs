namespace OrleansMicro;

/// <summary>
/// When remembered commands expire. The clock is the wall clock of whichever silo runs the grain, so it can jump. An
/// entry never expires early because the clock was set back: a new entry is at least as late as the newest one. An
/// entry from a clock that was wrong by more than a lifetime counts as made one lifetime from now, so it does not stay
/// for years.
/// </summary>
/// <param name="now">The time of day.</param>
/// <param name="lifetime">How long entries are kept.</param>
internal readonly struct OperationTime(DateTimeOffset now, TimeSpan lifetime)
{
    private readonly long _now = now.ToUnixTimeSeconds();
    private readonly long _lifetime = (long)lifetime.TotalSeconds;

    private long Latest => _now + _lifetime;

    /// <summary>How many of the first entries have expired.</summary>
    public int CountExpired(PackedOperations entries)
    {
        var expired = 0;
        while (expired < entries.Count && entries[expired].Seconds is > 0 and var made && made + _lifetime <= _now)
            expired++;
        return expired;
    }

    /// <summary>How long it takes until an entry expires, at least one second.</summary>
    public TimeSpan TimeLeft(PackedOperation entry)
    {
        var made = entry.Seconds == 0 ? _now : Math.Min(entry.Seconds, Latest);
        return TimeSpan.FromSeconds(Math.Max(1, made + _lifetime - _now));
    }

    /// <summary>Whether the newest entry is from a clock that was wrong by more than a lifetime. <see cref="Correct"/> has not seen it yet.</summary>
    public bool IsFromWrongClock(PackedOperations entries) => entries.Count > 0 && entries[^1].Seconds > Latest;

    /// <summary>The time of an entry that is made now. Seconds are rounded up, so no entry expires a fraction of a second early.</summary>
    public uint Stamp(PackedOperations entries)
    {
        var newest = entries.Count > 0 ? entries[^1].Seconds : 0;
        return (uint)Math.Clamp(Math.Max(newest, _now + 1), 1, Math.Min(Latest, uint.MaxValue));
    }

    /// <summary>The entries with the times that they did not have yet, or cannot have.</summary>
    public static PackedOperations Correct(PackedOperations entries, uint stamp) =>
        entries.Count > 0 && (entries[0].Seconds == 0 || entries[^1].Seconds > stamp)
            ? entries.WithSeconds(made => made == 0 || made > stamp ? stamp : made)
            : entries;
}

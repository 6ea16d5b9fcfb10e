namespace OrleansMicro;

/// <summary>
/// The commands with an Idempotency-Key: each is remembered for <see cref="Lifetime"/>, and none is forgotten earlier
/// to make room.
/// </summary>
internal static class KeyedOperations
{
    /// <summary>An hour longer than promised: the clocks of silos can differ.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(Limits.IdempotencyKeyHours + 1);

    public static OperationCheck Check(PackedOperations entries, CommandHash id, CommandHash content, DateTimeOffset now)
    {
        var found = entries.LastIndexOf(id.Value);
        if (found >= 0)
            return entries[found].Detail == content.Value ? OperationCheck.Repeat : Refusals.KeyReused();

        // Entries that were read from a row of an earlier version.
        found = entries.LastIndexOf(id.Earlier);
        if (found >= 0)
            return entries[found].Detail == content.Earlier ? OperationCheck.Repeat : Refusals.KeyReused();
        var time = new OperationTime(now, Lifetime);
        var expired = time.CountExpired(entries);
        return entries.Count - expired < Limits.MaxIdempotencyKeys || time.IsFromWrongClock(entries)
            ? OperationCheck.New
            : Refusals.TooManyKeys(time.TimeLeft(entries[expired]));
    }

    public static PackedOperations Remember(PackedOperations entries, CommandHash id, CommandHash content, DateTimeOffset now)
    {
        var time = new OperationTime(now, Lifetime);
        var stamp = time.Stamp(entries);
        return OperationTime.Correct(entries, stamp).Append(new PackedOperation(id.Value, content.Value, stamp), time.CountExpired(entries));
    }

    public static PackedOperations WithoutExpired(PackedOperations entries, DateTimeOffset now) =>
        entries.Skip(new OperationTime(now, Lifetime).CountExpired(entries));
}

namespace OrleansMicro;

/// <summary>
/// The commands without an Idempotency-Key. Only the process that sent one repeats it, for less than <see
/// cref="Lifetime"/>. The latest ones are remembered one by one. Of older ones only the highest number per sender is
/// kept: a command that is not newer than that is refused, because it may have been executed.
/// </summary>
/// <param name="Latest">The latest commands: sender and number.</param>
/// <param name="Senders">The senders of older ones: sender and highest number.</param>
internal readonly record struct UnkeyedOperations(PackedOperations Latest, PackedOperations Senders)
{
    /// <summary>Commands that are remembered one by one.</summary>
    public const int MaxLatest = 64;

    /// <summary>Processes whose older commands can be told from new ones.</summary>
    public const int MaxSenders = 256;

    /// <summary>
    /// No repeat arrives after the largest Api:RetryTimeout (2 min) and the largest Cluster:CallTimeout (10 min)
    /// together. Three minutes more, because the clocks of silos can differ.
    /// </summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    public OperationCheck Check(long sender, long number, DateTimeOffset now)
    {
        if (Latest.Contains(sender, number))
            return OperationCheck.Repeat;
        if (Senders.LastIndexOf(sender) is >= 0 and var known && number <= Senders[known].Detail)
            return Refusals.OutcomeUnknown();
        var time = new OperationTime(now, Lifetime);
        if (Latest.Count - time.CountExpired(Latest) < MaxLatest)
            return OperationCheck.New;
        return Senders.Count - time.CountExpired(Senders) < MaxSenders || Senders.LastIndexOf(Latest[0].Name) >= 0 || time.IsFromWrongClock(Senders)
            ? OperationCheck.New
            : Refusals.TooManySenders();
    }

    public UnkeyedOperations Remember(long sender, long number, DateTimeOffset now)
    {
        var time = new OperationTime(now, Lifetime);
        var (latest, senders) = WithoutExpired(now, keep: 1);
        while (latest.Count >= MaxLatest)
        {
            senders = Raise(senders, latest[0], time);
            latest = latest.Skip(1);
        }

        var stamp = time.Stamp(latest);
        return new(OperationTime.Correct(latest, stamp).Append(new PackedOperation(sender, number, stamp)), senders);
    }

    /// <summary>
    /// Without what has expired. The newest two stay, so that a memory with one entry has never had another one: see
    /// <see cref="OperationMemory.IsCreation"/>.
    /// </summary>
    public UnkeyedOperations WithoutExpired(DateTimeOffset now) => WithoutExpired(now, keep: 2);

    private UnkeyedOperations WithoutExpired(DateTimeOffset now, int keep)
    {
        var time = new OperationTime(now, Lifetime);
        var expired = Math.Clamp(Latest.Count - keep, 0, time.CountExpired(Latest));
        return new(Latest.Skip(expired), Senders.Skip(time.CountExpired(Senders)));
    }

    /// <summary>Notes that a command of its sender is no longer remembered by itself. The sender becomes the newest.</summary>
    private static PackedOperations Raise(PackedOperations senders, PackedOperation forgotten, OperationTime time)
    {
        var stamp = time.Stamp(senders);
        senders = OperationTime.Correct(senders, stamp);
        var highest = forgotten.Detail;
        if (senders.LastIndexOf(forgotten.Name) is >= 0 and var known)
        {
            highest = Math.Max(highest, senders[known].Detail);
            senders = senders.RemoveAt(known);
        }

        return senders.Append(new PackedOperation(forgotten.Name, highest, stamp));
    }
}

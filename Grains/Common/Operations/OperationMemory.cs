using System.Text.Json.Serialization;

namespace OrleansMicro;

/// <summary>
/// The commands that a grain executed, so that a repeat changes nothing. Part of the grain's state and written with
/// what the command changed: a command is remembered exactly if it was accepted. One that was accepted and changed
/// nothing is remembered too, because a copy that arrives late, after another command, would change something. Refused
/// commands are not remembered. See docs/decisions/0021-remember-idempotency-keys-for-24-hours.md for the times and
/// bounds.
/// </summary>
[GenerateSerializer, Immutable, Alias("om.operations"), JsonConverter(typeof(OperationMemoryJson))]
public readonly record struct OperationMemory
{
    /// <summary>Commands with an Idempotency-Key: hash of the operation id, hash of what was asked for.</summary>
    [Id(0)]
    public PackedOperations Keyed { get; init; }

    /// <summary>The latest commands without a key: sender, number.</summary>
    [Id(1)]
    public PackedOperations Unkeyed { get; init; }

    /// <summary>The senders of older commands without a key: sender, highest number.</summary>
    [Id(2)]
    public PackedOperations Senders { get; init; }

    private UnkeyedOperations WithoutKey => new(Unkeyed, Senders);

    /// <summary>Whether a command is new, a repeat or refused.</summary>
    /// <param name="operationId">See <see cref="OperationId"/>.</param>
    /// <param name="content">Hash of what the command asks for.</param>
    /// <param name="now">The time of day.</param>
    public OperationCheck Check(string operationId, CommandHash content, DateTimeOffset now) =>
        OperationId.TryParseUnkeyed(operationId, out var sender, out var number)
            ? WithoutKey.Check(sender, number, now)
            : KeyedOperations.Check(Keyed, CommandHash.Start.Add(operationId), content, now);

    /// <summary>
    /// Whether the only command that was ever executed is the one that created the state, so that its repeat created it too.
    /// </summary>
    /// <param name="version">The version of the state.</param>
    public bool IsCreation(long version) => version == 1 && Keyed.Count + Unkeyed.Count == 1;

    /// <summary>The memory with one more command, for which <see cref="Check"/> was new, and without expired ones.</summary>
    public OperationMemory Remember(string operationId, CommandHash content, DateTimeOffset now)
    {
        if (!OperationId.TryParseUnkeyed(operationId, out var sender, out var number))
            return With(KeyedOperations.Remember(Keyed, CommandHash.Start.Add(operationId), content, now), WithoutKey.WithoutExpired(now));
        return With(KeyedOperations.WithoutExpired(Keyed, now), WithoutKey.Remember(sender, number, now));
    }

    /// <summary>The memory without expired commands.</summary>
    public OperationMemory WithoutExpired(DateTimeOffset now) =>
        this == default ? this : With(KeyedOperations.WithoutExpired(Keyed, now), WithoutKey.WithoutExpired(now));

    private static OperationMemory With(PackedOperations keyed, UnkeyedOperations unkeyed) =>
        new() { Keyed = keyed, Unkeyed = unkeyed.Latest, Senders = unkeyed.Senders };
}

/// <summary>Whether a command is to be executed. It is, unless it is a repeat or refused.</summary>
/// <param name="IsRepeat">It was executed already: change nothing, and answer with the present state.</param>
/// <param name="Refusal">Why it is refused; null: it is not.</param>
public readonly record struct OperationCheck(bool IsRepeat, Refusal? Refusal)
{
    internal static readonly OperationCheck New;

    internal static readonly OperationCheck Repeat = new(true, null);

    /// <summary>A refused command.</summary>
    public static implicit operator OperationCheck(Refusal refusal) => new(false, refusal);
}

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

    /// <summary>Processes whose older commands can be distinguished from new ones.</summary>
    public const int MaxSenders = 256;

    /// <summary>
    /// No repeat arrives later than the longest retry and the longest call together. Three minutes more, because the
    /// clocks of silos can differ.
    /// </summary>
    public static readonly TimeSpan Lifetime = Limits.MaxRetryTimeout + Limits.MaxCallTimeout + TimeSpan.FromMinutes(3);

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

    /// <summary>Notes that a command of its sender is no longer remembered individually. The sender becomes the newest.</summary>
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

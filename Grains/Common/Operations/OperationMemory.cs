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

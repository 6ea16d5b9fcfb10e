using System.Collections.Immutable;

namespace OrleansMicro;

/// <summary>Refusals that several capabilities use.</summary>
public static class Refusals
{
    /// <summary>The current version is not the expected one.</summary>
    public static Refusal VersionMismatch(long expected, long current) => new(
        RefusalCodes.VersionMismatch,
        $"The current version is {current}, not {expected}. Read the object again and repeat the change if it still applies.");

    /// <summary>The current version is none of the expected ones.</summary>
    public static Refusal VersionMismatch(ImmutableArray<long> expected, long current) => expected is [var only]
        ? VersionMismatch(only, current)
        : new(
            RefusalCodes.VersionMismatch,
            $"The current version is {current}, none of the expected ones. Read the object again and repeat the change if it still applies.");

    /// <summary>The operation id was used for another command.</summary>
    public static Refusal KeyReused() => new(
        RefusalCodes.IdempotencyKeyReused, "This idempotency key was used for another request. Use a new key for a new request.");

    /// <summary>An input is invalid.</summary>
    public static Refusal Invalid(string field, string message) => new(RefusalCodes.Invalid, message, field);

    /// <summary>The named object does not exist.</summary>
    public static Refusal NotFound(string field, string message) => new(RefusalCodes.NotFound, message, field);
}

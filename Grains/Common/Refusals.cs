using System.Collections.Immutable;

namespace OrleansMicro;

/// <summary>Refusals that several capabilities give in the same words.</summary>
public static class Refusals
{
    /// <summary>The caller saw another version.</summary>
    public static Refusal VersionMismatch(long expected, long current) => new(
        RefusalCodes.VersionMismatch,
        $"Version {expected} was expected but {current} is current. Read it again and repeat the change if it still applies.");

    /// <summary>The caller saw another version.</summary>
    public static Refusal VersionMismatch(ImmutableArray<long> expected, long current) => expected is [var only]
        ? VersionMismatch(only, current)
        : new(RefusalCodes.VersionMismatch, $"None of the expected versions is current. Version {current} is. Read it again and repeat the change if it still applies.");

    /// <summary>The operation id was used for something else.</summary>
    public static Refusal KeyReused() => new(
        RefusalCodes.IdempotencyKeyReused, "This idempotency key was used with another request. Use a new key for a new request.");

    /// <summary>An input is out of its limits.</summary>
    public static Refusal Invalid(string field, string message) => new(RefusalCodes.Invalid, message, field);

    /// <summary>The thing named does not exist.</summary>
    public static Refusal NotFound(string field, string message) => new(RefusalCodes.NotFound, message, field);
}

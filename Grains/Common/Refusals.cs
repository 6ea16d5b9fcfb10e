namespace OrleansMicro;

/// <summary>Refusals that several capabilities give in the same words.</summary>
public static class Refusals
{
    /// <summary>The caller saw another version.</summary>
    public static Refusal VersionMismatch(long expected, long current) => new(
        RefusalCodes.VersionMismatch,
        $"Version {expected} was expected but {current} is current. Read it again and repeat the change if it still applies.");

    /// <summary>The operation id was used for something else.</summary>
    public static Refusal KeyReused() => new(
        RefusalCodes.IdempotencyKeyReused, "This idempotency key was used with another request. Use a new key for a new request.");

    /// <summary>As many keys are remembered as can be.</summary>
    /// <param name="retryAfter">When the oldest one expires.</param>
    public static Refusal TooManyKeys(TimeSpan retryAfter) => new(
        RefusalCodes.TooManyKeys,
        $"{Limits.MaxIdempotencyKeys} requests with an Idempotency-Key changed this resource in the last {Limits.IdempotencyKeyHours} hours or so. "
        + "Repeat this one later with the same key, or combine several changes into one.")
    {
        RetryAfter = retryAfter,
    };

    /// <summary>More processes sent commands without a key than can be told apart.</summary>
    public static Refusal TooManySenders() => new(
        RefusalCodes.Busy, "Requests from too many API processes changed this resource in the last minutes. Try again later.");

    /// <summary>A retry of a command without a key comes after so many others that it is unknown whether it was executed.</summary>
    public static Refusal OutcomeUnknown() => new(
        RefusalCodes.Busy,
        "Many later changes came before a retry of this request, so its outcome is unknown. Read the resource again, and repeat the change if it still applies.");

    /// <summary>An input is out of its limits.</summary>
    public static Refusal Invalid(string field, string message) => new(RefusalCodes.Invalid, message, field);

    /// <summary>The thing named does not exist.</summary>
    public static Refusal NotFound(string field, string message) => new(RefusalCodes.NotFound, message, field);
}

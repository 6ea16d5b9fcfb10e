namespace OrleansMicro;

/// <summary>Refusals that several capabilities use.</summary>
public static class Refusals
{
    /// <summary>The operation id was used for another command.</summary>
    public static Refusal KeyReused() => new(
        RefusalCodes.IdempotencyKeyReused, "This idempotency key was used for another request. Use a new key for a new request.");

    /// <summary>As many keys are remembered as can be.</summary>
    /// <param name="retryAfter">The time until the oldest one expires.</param>
    public static Refusal TooManyKeys(TimeSpan retryAfter) => new(
        RefusalCodes.TooManyKeys,
        $"{Limits.MaxIdempotencyKeys} requests with an Idempotency-Key changed this resource within {Limits.IdempotencyKeyHours} hours. "
        + "Repeat this one later with the same key, or combine several changes into one.")
    {
        RetryAfter = retryAfter,
    };

    /// <summary>More processes sent commands without a key than a grain can tell apart.</summary>
    public static Refusal TooManySenders() => new(
        RefusalCodes.Busy, "Requests from too many API processes changed this resource in the last minutes. Try again later.");

    /// <summary>A retry of a command without a key arrives after so many others that its outcome is unknown.</summary>
    public static Refusal OutcomeUnknown() => new(
        RefusalCodes.Busy,
        "The outcome of this request is unknown: many later changes overtook its retry. "
        + "Read the resource again, and repeat the change if it still applies.");

    /// <summary>So many events of an aggregate wait for their log that no more may be added.</summary>
    public static Refusal EventsWait() => new(
        RefusalCodes.Busy, "Too many events of this resource wait to be recorded. Nothing was changed. Try again in a moment.");

    /// <summary>An input is invalid.</summary>
    public static Refusal Invalid(string field, string message) => new(RefusalCodes.Invalid, message, field);

    /// <summary>The named object does not exist.</summary>
    public static Refusal NotFound(string field, string message) => new(RefusalCodes.NotFound, message, field);
}

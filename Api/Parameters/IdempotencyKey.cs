using System.Reflection;

namespace OrleansMicro.Parameters;

/// <summary>
/// The required <c>Idempotency-Key</c> header: the client's name for a request. A repeated request with the same key takes effect once.
/// </summary>
internal readonly record struct IdempotencyKey(string Value) : IEndpointParameterMetadataProvider
{
    public const string Header = "Idempotency-Key";

    public static ValueTask<IdempotencyKey> BindAsync(HttpContext http, ParameterInfo parameter) =>
        new(Parse(HeaderParameter.ReadSingle(http, Header)));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Metadata.Add(
        new ApiParameter(
            ApiParameter.InHeader,
            Header,
            "Your name for this request. Repeat the request with the same key until it is answered: it takes effect once.")
        {
            Required = true,
            Example = "7d3c1c5e-order-42",
            MaxLength = Limits.MaxIdempotencyKeyLength,
            Pattern = "^[!-~]+$",
        });

    /// <summary>The id of the grain command that this key names, for one kind of command.</summary>
    public string ToOperationId(string kind) => OperationId.From(kind, Value);

    private static IdempotencyKey Parse(string? key)
    {
        if (key is null)
        {
            throw new ProblemException(
                ProblemCodes.IdempotencyKeyMissing,
                "Send an Idempotency-Key header of your choice, and repeat the request with the same one.",
                Header);
        }

        var valid = key.Length is > 0 and <= Limits.MaxIdempotencyKeyLength && !key.AsSpan().ContainsAnyExceptInRange('!', '~');
        return valid
            ? new(key)
            : throw new ProblemException(
                ProblemCodes.IdempotencyKeyInvalid, $"'{Header}' must be 1 to {Limits.MaxIdempotencyKeyLength} visible ASCII characters.", Header);
    }
}

/// <summary>Reads headers that may be sent once.</summary>
internal static class HeaderParameter
{
    /// <summary>The value; null if the header is absent.</summary>
    public static string? ReadSingle(HttpContext http, string name)
    {
        var values = http.Request.Headers[name];
        return values.Count switch
        {
            0 => null,
            1 => values[0],
            _ => throw ProblemException.Invalid(name, "must be sent once."),
        };
    }
}

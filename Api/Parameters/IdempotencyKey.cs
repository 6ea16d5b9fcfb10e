namespace OrleansMicro.Parameters;

/// <summary>The required <c>Idempotency-Key</c> header: the client's name for a request, which takes effect once however often it is sent.</summary>
internal readonly record struct IdempotencyKey(string Value) : IEndpointParameterMetadataProvider
{
    public const string Header = "Idempotency-Key";
    private static readonly OpenApiSchema Schema = new() { MinLength = 1, MaxLength = Limits.MaxIdempotencyKeyLength, Pattern = "^[!-~]+$" };

    public static ValueTask<IdempotencyKey> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        var values = http.Request.Headers[Header];
        if (values.Count == 0)
            throw new ProblemException(ProblemCodes.IdempotencyKeyMissing, "Send a key, and repeat the request with the same one.", Header);
        var isValid = values is [{ Length: > 0 and <= Limits.MaxIdempotencyKeyLength } key] && !key.AsSpan().ContainsAnyExceptInRange('!', '~');
        return isValid
            ? new(new IdempotencyKey(values[0]!))
            : throw new ProblemException(
                ProblemCodes.IdempotencyKeyInvalid, $"Send one key of 1 to {Limits.MaxIdempotencyKeyLength} visible ASCII characters.", Header);
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.AddParameter(
        ParameterLocation.Header, Header, "Your name for this request. Repeat it with the same key until it is answered: it takes effect once.",
        "7d3c1c5e-order-42", Schema, isRequired: true);

    /// <summary>The id of the grain command that this key names, for one kind of command.</summary>
    public string ToOperationId(string kind) => OperationId.From(kind, Value);
}

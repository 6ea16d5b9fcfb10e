using Microsoft.AspNetCore.Http.Features;

namespace OrleansMicro.Json;

/// <summary>The body of a request. As a parameter of a handler it reads and validates itself.</summary>
/// <remarks>Bodies are classes with setters, because the JSON generator fills them faster than it calls constructors and init accessors.</remarks>
internal abstract class JsonRequest<TSelf> : IEndpointParameterMetadataProvider
    where TSelf : JsonRequest<TSelf>, new()
{
    private static readonly bool IsOptional = typeof(TSelf).IsDefined(typeof(OptionalBodyAttribute), inherit: false);
    private static readonly JsonTypeInfo<TSelf> Type = (JsonTypeInfo<TSelf>)ApiJson.Default.GetTypeInfo(typeof(TSelf))!;
    private static readonly RequestValidation? Validation = typeof(TSelf).IsDefined(typeof(CheckedByGrainAttribute), inherit: false)
        ? null
        : new(Type);

    /// <summary>
    /// The body; without content, if that is allowed, a body without fields. Throws <see cref="ProblemException"/> with the field at fault.
    /// </summary>
    public static async ValueTask<TSelf> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        ContentType.Check(http.Request, IsOptional);
        if (IsOptional && !JsonBody.IsPresent(http.Request))
            return new TSelf();
        return (await JsonBody.ReadAsync(http, Type)).Checked();
    }

    /// <summary>The same. Throws <see cref="ProblemException"/> for the first value that breaks a rule.</summary>
    public TSelf Checked()
    {
        Validation?.Check(this);
        return (TSelf)this;
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptedBody(typeof(TSelf), IsOptional));

    // Without content types, because routing would refuse other spellings of the type that ContentType accepts.
    private sealed record AcceptedBody(Type RequestType, bool IsOptional) : IAcceptsMetadata
    {
        public IReadOnlyList<string> ContentTypes => [];
    }
}

/// <summary>Marks a body that may be left out.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class OptionalBodyAttribute : Attribute;

/// <summary>
/// Marks a body whose grain checks all its rules, once it knows that the request is no repeat. The document shows the rules all the same.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class CheckedByGrainAttribute : Attribute;

/// <summary>Reads the body of a request as strict JSON.</summary>
internal static class JsonBody
{
    /// <summary>Whether the request has a body of at least one byte, as far as its headers tell.</summary>
    public static bool IsPresent(HttpRequest request) => request.ContentLength is { } length
        ? length > 0
        : request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true };

    /// <summary>The body. Throws <see cref="ProblemException"/> with the field at fault for anything that is not exactly of the type.</summary>
    public static async ValueTask<T> ReadAsync<T>(HttpContext http, JsonTypeInfo<T> type)
        where T : class
    {
        if (http.Request.ContentLength > ApiOptions.MaxBodyBytes)
            throw TooLarge();

        // A small body arrives with its headers in one packet, so the timer is rarely needed.
        var reader = http.Request.BodyReader;
        if (reader.TryRead(out var result) && !result.IsCompleted)
            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        if (!result.IsCompleted)
            result = await ReadRestAsync(http);
        try
        {
            if (result.Buffer.Length > ApiOptions.MaxBodyBytes)
                throw TooLarge();
            return Parse(result.Buffer.IsSingleSegment ? result.Buffer.FirstSpan : result.Buffer.ToArray(), type);
        }
        finally
        {
            reader.AdvanceTo(result.Buffer.End);
        }
    }

    private static async Task<System.IO.Pipelines.ReadResult> ReadRestAsync(HttpContext http)
    {
        var reader = http.Request.BodyReader;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        deadline.CancelAfter(http.RequestServices.GetRequiredService<IOptions<ApiOptions>>().Value.BodyTimeout);
        try
        {
            while (true)
            {
                var result = await reader.ReadAsync(deadline.Token);
                if (result.IsCompleted || result.Buffer.Length > ApiOptions.MaxBodyBytes)
                    return result;
                reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            }
        }
        catch (OperationCanceledException e) when (!http.RequestAborted.IsCancellationRequested)
        {
            throw new ProblemException(ProblemCodes.RequestTimeout, ProblemCatalog.RequestTimeoutDetail, "$", e);
        }
    }

    private static T Parse<T>(ReadOnlySpan<byte> body, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(body, type)
                ?? throw new ProblemException(ProblemCodes.WrongType, "The body must be a JSON object.", "$");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a string that is not valid UTF-8 or UTF-16.
            throw JsonDiagnosis.Explain(body, type, e);
        }
    }

    private static ProblemException TooLarge() => new(ProblemCodes.BodyTooLarge, ProblemCatalog.BodyTooLargeDetail, "$");
}

/// <summary>Which content types a body may have: JSON in UTF-8. Other parameters of the type are ignored.</summary>
internal static class ContentType
{
    public const string Json = "application/json";

    /// <summary>Throws <see cref="ProblemException"/> unless the body is JSON in UTF-8 and not compressed, or absent where it may be.</summary>
    public static void Check(HttpRequest request, bool mayBeAbsent)
    {
        if (!IsJson(request.ContentType) && !(mayBeAbsent && request.ContentType is null && !JsonBody.IsPresent(request)))
            throw Refused($"Send the body as {Json} in UTF-8.", HeaderNames.ContentType, (HeaderNames.Accept, Json));
        if (request.Headers.ContentEncoding.Count > 0)
            throw Refused("Send the body uncompressed.", HeaderNames.ContentEncoding, (HeaderNames.AcceptEncoding, "identity"));
    }

    /// <summary>Throws <see cref="ProblemException"/> if there is a body, or the type of one.</summary>
    public static void CheckNone(HttpRequest request)
    {
        if (request.ContentType is not null || JsonBody.IsPresent(request))
            throw Refused("This request has no body. Leave out the body and its Content-Type.", HeaderNames.ContentType);
    }

    // The usual spellings need no parser.
    private static bool IsJson(string? contentType) => contentType is Json or Json + "; charset=utf-8"
        || (MediaTypeHeaderValue.TryParse(contentType?.TrimEnd(' ', '\t', ';'), out var type)
            && type.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase)
            && type.Parameters.All(parameter => !parameter.Name.Equals("charset", StringComparison.OrdinalIgnoreCase) || IsUtf8(parameter.Value)));

    private static bool IsUtf8(StringSegment charset) => HeaderUtilities.RemoveQuotes(charset) is var name
        && (name.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || name.Equals("utf8", StringComparison.OrdinalIgnoreCase));

    private static ProblemException Refused(string detail, string field, (string Name, string Value)? header = null) =>
        new(ProblemCodes.UnsupportedMediaType, detail, field) { ResponseHeader = header };
}

using System.Text.Encodings.Web;

namespace OrleansMicro.Http;

/// <summary>The results of handlers: a value as JSON, or a problem.</summary>
internal static class ApiResults
{
    /// <summary>A value without a version, or the refusal.</summary>
    public static IResult Ok<T>(Result<T> result) => result.Accepted ? new ApiResult<T>(result.Value) : Refused(result.Refusal);

    /// <summary>A value with an ETag, or the refusal. The preconditions of a GET request are evaluated.</summary>
    public static IResult Tagged<T>(Result<T> result, Func<T, EntityTag> tag) =>
        result.Accepted ? new ApiResult<T>(result.Value) { ETag = tag(result.Value) } : Refused(result.Refusal);

    /// <summary>The result of a PUT: 201 with the location if it created the resource, 200 otherwise.</summary>
    public static IResult Put<T>(Result<T> result, Func<T, EntityTag> tag) => result is { Accepted: true, Created: true }
        ? new ApiResult<T>(result.Value) { ETag = tag(result.Value), Status = StatusCodes.Status201Created, IsLocatedHere = true }
        : Tagged(result, tag);

    /// <summary>A part of a list, or the refusal.</summary>
    public static IResult Page<T>(Result<Page<T>> result, Cursors cursors, string list) => result.Accepted
        ? new ApiResult<PageResponse<T>>(new(result.Value.Items, cursors.Write(result.Value.Next, list)))
        : Refused(result.Refusal);

    /// <summary>The refusal of a grain or a use case as a problem.</summary>
    public static IResult Refused(Refusal refusal) => new RefusedResult(refusal);

    private sealed class RefusedResult(Refusal refusal) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            if (refusal.RetryAfter is { } wait)
                httpContext.Response.Headers.RetryAfter = $"{(long)Math.Ceiling(wait.TotalSeconds)}";
            return JsonResponse.WriteProblemAsync(httpContext, Problem.Create(refusal, httpContext.Request));
        }
    }
}

/// <summary>A value as JSON.</summary>
internal sealed class ApiResult<T>(T value) : IResult
{
    public int Status { get; init; } = StatusCodes.Status200OK;
    public EntityTag? ETag { get; init; }

    /// <summary>The path of the Location header; null for none.</summary>
    public string? Location { get; init; }

    /// <summary>Whether the location is the path of the request.</summary>
    public bool IsLocatedHere { get; init; }

    /// <summary>Whether the request asked for <c>respond-async</c> and got it.</summary>
    public bool IsPreferenceApplied { get; init; }

    /// <summary>Whether an earlier request with the same key made the resource.</summary>
    public bool IsReplayed { get; init; }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var headers = httpContext.Response.Headers;
        if (IsPreferenceApplied)
            headers["Preference-Applied"] = Prefer.RespondAsyncToken;
        if (IsReplayed)
            headers[IdempotencyKey.Replayed] = "true";
        if ((IsLocatedHere ? httpContext.Request.Path.ToUriComponent() : Location) is { } location)
            headers.Location = location;
        var status = ReadPreconditions.Evaluate(httpContext.Request, ETag) ?? Status;
        if (status == StatusCodes.Status412PreconditionFailed)
        {
            var mismatch = new Refusal(RefusalCodes.VersionMismatch, "The current ETag is not in If-Match.", IfMatch.Header);
            return JsonResponse.WriteProblemAsync(httpContext, Problem.Create(mismatch, httpContext.Request));
        }

        ETag?.WriteTo(httpContext);
        if (status != StatusCodes.Status304NotModified)
            return JsonResponse.WriteAsync(httpContext, value, status);
        httpContext.Response.StatusCode = status;
        headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }
}

/// <summary>Writes a JSON response: serialised into a buffer that is used again, so that its length is known, and written at once.</summary>
internal static class JsonResponse
{
    private const int MaxCachedBytes = 256 * 1024;
    private static readonly StringValues JsonType = ContentType.Json;
    private static readonly StringValues ProblemType = "application/problem+json";
    private static readonly StringValues NoStore = "no-store";
    private static readonly StringValues NoSniff = "nosniff";

    // The responses are JSON only, never part of an HTML page, so quotes and letters beyond ASCII need no escapes.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Json)? _cached;

    public static Task WriteAsync<T>(HttpContext http, T value, int status) => WriteAsync(http, value, TypeInfo<T>.Value, status, JsonType);

    public static Task WriteProblemAsync(HttpContext http, Problem problem)
    {
        Telemetry.Metrics.RequestsRefused.Add(1, KeyValuePair.Create<string, object?>("code", problem.Code));
        return WriteAsync(http, problem, ApiJson.Default.Problem, problem.Status, ProblemType);
    }

    private static Task WriteAsync<T>(HttpContext http, T value, JsonTypeInfo<T> type, int status, StringValues contentType)
    {
        var (buffer, json) = _cached ?? CreateWriter();
        _cached = null;
        JsonSerializer.Serialize(json, value, type);
        var response = http.Response;
        response.StatusCode = status;
        response.ContentLength = buffer.WrittenCount;
        var headers = response.Headers;
        headers.ContentType = contentType;
        headers.CacheControl = NoStore;
        headers.XContentTypeOptions = NoSniff;
        if (status == StatusCodes.Status503ServiceUnavailable)
            headers.RetryAfter = "1";
        var written = HttpMethods.IsHead(http.Request.Method) ? default : response.BodyWriter.WriteAsync(buffer.WrittenMemory);
        if (!written.IsCompletedSuccessfully)
            return written.AsTask();

        // The usual case: the connection has copied the bytes, so this buffer is free for the next response.
        if (buffer.Capacity <= MaxCachedBytes)
        {
            buffer.ResetWrittenCount();
            json.Reset();
            _cached = (buffer, json);
        }

        return Task.CompletedTask;
    }

    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Json) CreateWriter()
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        return (buffer, new Utf8JsonWriter(buffer, Options));
    }

    private static class TypeInfo<T>
    {
        public static readonly JsonTypeInfo<T> Value = (JsonTypeInfo<T>)ApiJson.Default.GetTypeInfo(typeof(T))!;
    }
}

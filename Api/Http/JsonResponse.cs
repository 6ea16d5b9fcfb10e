using System.Text.Encodings.Web;

namespace OrleansMicro.Http;

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

    public static Task WriteProblemAsync(HttpContext http, Problem problem) =>
        WriteAsync(http, problem, ApiJson.Default.Problem, problem.Status, ProblemType);

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

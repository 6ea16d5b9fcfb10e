using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Primitives;

namespace OrleansMicro.Http;

/// <summary>Writes a JSON response: serialised into a buffer that is used again, so that its length is known, and written at once.</summary>
internal static class JsonResponse
{
    private const int MaxCachedBytes = 256 * 1024;
    private static readonly StringValues JsonType = "application/json";
    private static readonly StringValues ProblemType = "application/problem+json";
    private static readonly StringValues NoStore = "no-store";
    private static readonly StringValues NoSniff = "nosniff";
    private static readonly StringValues RetryAfterSeconds = "1";

    [ThreadStatic]
    private static Writer? _cached;

    public static Task WriteProblemAsync(HttpContext http, Problem problem) =>
        WriteAsync(http, problem, ApiJson.Default.Problem, problem.Status, ProblemType);

    public static Task WriteAsync<T>(HttpContext http, T value, int status) => WriteAsync(http, value, TypeInfo<T>.Value, status, JsonType);

    private static Task WriteAsync<T>(HttpContext http, T value, JsonTypeInfo<T> type, int status, StringValues contentType)
    {
        var writer = _cached ?? new Writer();
        _cached = null;
        JsonSerializer.Serialize(writer.Json, value, type);
        var response = http.Response;
        response.StatusCode = status;
        var headers = response.Headers;
        if (status == StatusCodes.Status503ServiceUnavailable)
            headers.RetryAfter = RetryAfterSeconds;
        headers.ContentType = contentType;
        headers.CacheControl = NoStore;
        headers.XContentTypeOptions = NoSniff;
        response.ContentLength = writer.Buffer.WrittenCount;
        var written = HttpMethods.IsHead(http.Request.Method) ? default : response.BodyWriter.WriteAsync(writer.Buffer.WrittenMemory);
        if (!written.IsCompletedSuccessfully)
            return written.AsTask();

        // The usual case: the connection has copied the bytes, so this buffer is free for the next response.
        if (writer.Buffer.Capacity <= MaxCachedBytes)
        {
            writer.Reset();
            _cached = writer;
        }

        return Task.CompletedTask;
    }

    private static class TypeInfo<T>
    {
        public static readonly JsonTypeInfo<T> Value = (JsonTypeInfo<T>)ApiJson.Default.GetTypeInfo(typeof(T))!;
    }

    private sealed class Writer
    {
        // Responses are JSON only, never part of an HTML page, so quotes and letters beyond ASCII need no escapes.
        private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

        public Writer() => Json = new Utf8JsonWriter(Buffer, Options);

        public ArrayBufferWriter<byte> Buffer { get; } = new(4096);

        public Utf8JsonWriter Json { get; }

        public void Reset()
        {
            Buffer.ResetWrittenCount();
            Json.Reset();
        }
    }
}

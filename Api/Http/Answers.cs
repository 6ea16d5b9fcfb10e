using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Primitives;

namespace OrleansMicro.Http;

/// <summary>Writes answers: JSON with its length known, in one piece.</summary>
internal static class Answers
{
    private const int KeptBufferBytes = 256 * 1024;
    private static readonly StringValues RetryAfterSeconds = "1";
    private static readonly StringValues JsonType = "application/json";
    private static readonly StringValues ProblemType = "application/problem+json";

    [ThreadStatic]
    private static Writer? _cached;

    /// <summary>Answers with a value.</summary>
    public static Task Json<T>(ApiRequest request, T value, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK) =>
        Write(request.Http.Response, value, type, status, JsonType);

    /// <summary>
    /// Answers with something that is edited: its version is the ETag. Always whole, since it may show things that others have and that its version does not count,
    /// such as a product's present price in a cart.
    /// </summary>
    public static Task Versioned<T>(ApiRequest request, T value, long version, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK)
    {
        request.Http.Response.Headers.ETag = ETag(version);
        return Write(request.Http.Response, value, type, status, JsonType);
    }

    /// <summary>As <see cref="Versioned"/>, for something whose version counts each change of what is shown: not modified when the client has it already.</summary>
    public static Task VersionedWhole<T>(ApiRequest request, T value, long version, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK)
    {
        var tag = ETag(version);
        if (!HttpMethods.IsGet(request.Http.Request.Method) || request.Http.Request.Headers.IfNoneMatch != tag)
            return Versioned(request, value, version, type, status);

        request.Http.Response.Headers.ETag = tag;
        request.Http.Response.StatusCode = StatusCodes.Status304NotModified;
        return Task.CompletedTask;
    }

    /// <summary>Answers a PUT: created, with its place, for the first version.</summary>
    public static Task Put<T>(ApiRequest request, T value, long version, JsonTypeInfo<T> type)
    {
        if (version != 1)
            return Versioned(request, value, version, type);

        request.Http.Response.Headers.Location = request.Http.Request.Path.ToUriComponent();
        return Versioned(request, value, version, type, StatusCodes.Status201Created);
    }

    /// <summary>Answers with a grain's refusal.</summary>
    public static Task Refused(ApiRequest request, Refusal refusal)
    {
        var field = RefusalFields.Of(refusal, request.Http.Request);
        if (refusal.RetryAfter is { } wait)
            request.Http.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return Problem(request.Http, refusal.Code, refusal.Message, field, refusal.Lines.IsDefaultOrEmpty ? null : refusal.Lines);
    }

    /// <summary>Answers that a thing does not exist.</summary>
    public static Task NotFound(ApiRequest request, string field, string detail) => Problem(request.Http, RefusalCodes.NotFound, detail, field);

    /// <summary>Answers with a problem.</summary>
    public static Task Problem(HttpContext http, string code, string detail, string? field = null, IReadOnlyList<LineRefusal>? lines = null)
    {
        var status = ProblemCatalog.StatusOf(code);
        var problem = Problems.Problem.Of(code, status, detail, http.Request.Path.ToUriComponent(), field, lines);
        return Write(http.Response, problem, ApiJson.Default.Problem, status, ProblemType);
    }

    private static string ETag(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    private static Task Write<T>(HttpResponse response, T value, JsonTypeInfo<T> type, int status, StringValues contentType)
    {
        var writer = _cached ?? new Writer();
        _cached = null;
        JsonSerializer.Serialize(writer.Json, value, type);
        response.StatusCode = status;
        if (status == StatusCodes.Status503ServiceUnavailable)
            response.Headers.RetryAfter = RetryAfterSeconds;
        response.Headers.ContentType = contentType;
        response.ContentLength = writer.Buffer.WrittenCount;
        var written = response.BodyWriter.WriteAsync(writer.Buffer.WrittenMemory);

        if (!written.IsCompletedSuccessfully)
            return written.AsTask();

        // The usual case: the bytes are in the connection's own buffer, so that this one is free for the next answer.
        if (writer.Buffer.Capacity <= KeptBufferBytes)
        {
            writer.Reset();
            _cached = writer;
        }

        return Task.CompletedTask;
    }

    private sealed class Writer
    {
        // The answers are JSON only, never part of an HTML page, so quotes and letters beyond ASCII need no escapes.
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

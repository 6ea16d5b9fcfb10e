using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace OrleansMicro.Http;

/// <summary>Reads the body of a request as strict JSON.</summary>
internal static class JsonBody
{
    /// <summary>What a body of the largest size may take more on the wire when it comes in chunks; the server's own limit counts that too.</summary>
    public const int FramingBytes = 64 * 1024;

    private const string MediaType = "application/json";

    /// <summary>The body; <see cref="ProblemException"/> that names the field for anything that is not exactly of the type.</summary>
    public static async ValueTask<T> Read<T>(ApiRequest request, JsonTypeInfo<T> type)
        where T : class
    {
        CheckHeaders(request);
        var reader = request.Http.Request.BodyReader;
        var body = await ReadAll(reader, request);
        try
        {
            return Parse(body, type);
        }
        finally
        {
            reader.AdvanceTo(body.End);
        }
    }

    /// <summary>As <see cref="Read{T}"/>, but no body at all gives null.</summary>
    public static async ValueTask<T?> ReadOptional<T>(ApiRequest request, JsonTypeInfo<T> type)
        where T : class
    {
        var http = request.Http.Request;
        var empty = http.ContentLength is 0 || (http.ContentLength is null && http.Headers.TransferEncoding.Count == 0);
        return empty ? null : await Read(request, type);
    }

    private static void CheckHeaders(ApiRequest request)
    {
        var http = request.Http.Request;
        if (!IsJson(http.ContentType))
            throw new ProblemException(ProblemCodes.UnsupportedMediaType, $"Send the body as {MediaType} in UTF-8.", "Content-Type");

        if (http.Headers.ContentEncoding.Count > 0)
            throw new ProblemException(ProblemCodes.UnsupportedMediaType, "Send the body uncompressed.", "Content-Encoding");

        if (http.ContentLength > ApiOptions.MaxBodyBytes)
            throw TooLarge();
    }

    private static bool IsJson(string? contentType)
    {
        if (contentType is null || !contentType.StartsWith(MediaType, StringComparison.OrdinalIgnoreCase))
            return false;

        var rest = contentType.AsSpan(MediaType.Length).Trim();
        if (rest.IsEmpty)
            return true;

        if (rest[0] != ';')
            return false;

        var parameter = rest[1..].Trim();
        return parameter.Equals("charset=utf-8", StringComparison.OrdinalIgnoreCase)
            || parameter.Equals("charset=\"utf-8\"", StringComparison.OrdinalIgnoreCase);
    }

    private static async ValueTask<ReadOnlySequence<byte>> ReadAll(PipeReader reader, ApiRequest request)
    {
        // A small body comes with its headers in one packet, so that the timer is hardly ever needed.
        if (reader.TryRead(out var result))
        {
            if (result.IsCompleted)
                return result.Buffer;

            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(request.Http.RequestAborted);
        deadline.CancelAfter(request.Backend.Options.BodyTimeout);
        try
        {
            while (true)
            {
                result = await reader.ReadAsync(deadline.Token);
                var fits = result.Buffer.Length <= ApiOptions.MaxBodyBytes;
                if (result.IsCompleted && fits)
                    return result.Buffer;

                reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
                if (!fits)
                    throw TooLarge();
            }
        }
        catch (OperationCanceledException e) when (!request.Http.RequestAborted.IsCancellationRequested)
        {
            throw new ProblemException(ProblemCodes.RequestTimeout, "Send the whole body without a break.", "$", e);
        }
    }

    private static T Parse<T>(ReadOnlySequence<byte> body, JsonTypeInfo<T> type)
        where T : class
    {
        if (body.IsSingleSegment)
            return Parse(body.FirstSpan, type);

        var length = checked((int)body.Length);
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            body.CopyTo(buffer);
            return Parse(buffer.AsSpan(0, length), type);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static T Parse<T>(ReadOnlySpan<byte> body, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(body, type) ?? throw new ProblemException(ProblemCodes.WrongType, "The body must be a JSON object.", "$");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a string that is no valid UTF-8 or UTF-16.
            throw JsonDiagnosis.Explain(body, type, e);
        }
    }

    private static ProblemException TooLarge() =>
        new(ProblemCodes.BodyTooLarge, $"A body has at most {ApiOptions.MaxBodyBytes} bytes.", "$");
}

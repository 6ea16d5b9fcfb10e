using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace OrleansMicro.Json;

/// <summary>Reads the body of a request as strict JSON.</summary>
internal static class JsonBody
{
    /// <summary>Whether the request has a body of at least one byte, as far as its headers tell.</summary>
    public static bool IsPresent(HttpRequest request) =>
        request.ContentLength is > 0
        || (request.ContentLength is null && request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true });

    /// <summary>The body. Throws <see cref="ProblemException"/> with the field at fault for anything that is not exactly of the type.</summary>
    public static async ValueTask<T> ReadAsync<T>(HttpContext http, JsonTypeInfo<T> type)
        where T : class
    {
        if (http.Request.ContentLength > ApiOptions.MaxBodyBytes)
            throw TooLarge();

        var reader = http.Request.BodyReader;
        var body = await ReadAllAsync(reader, http);
        try
        {
            return Parse(body, type);
        }
        finally
        {
            reader.AdvanceTo(body.End);
        }
    }

    private static ValueTask<ReadOnlySequence<byte>> ReadAllAsync(PipeReader reader, HttpContext http)
    {
        // A small body arrives with its headers in one packet, so the timer is rarely needed.
        if (reader.TryRead(out var result))
        {
            if (result.IsCompleted)
                return new(result.Buffer);

            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }

        return ReadRestAsync(reader, http);
    }

    private static async ValueTask<ReadOnlySequence<byte>> ReadRestAsync(PipeReader reader, HttpContext http)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        deadline.CancelAfter(http.RequestServices.GetRequiredService<IOptions<ApiOptions>>().Value.BodyTimeout);
        try
        {
            while (true)
            {
                var result = await reader.ReadAsync(deadline.Token);
                var fits = result.Buffer.Length <= ApiOptions.MaxBodyBytes;
                if (result.IsCompleted && fits)
                    return result.Buffer;

                reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
                if (!fits)
                    throw TooLarge();
            }
        }
        catch (OperationCanceledException e) when (!http.RequestAborted.IsCancellationRequested)
        {
            throw new ProblemException(ProblemCodes.RequestTimeout, ProblemCatalog.RequestTimeoutDetail, "$", e);
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

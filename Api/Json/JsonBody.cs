using Microsoft.AspNetCore.Http.Features;

namespace OrleansMicro.Json;

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

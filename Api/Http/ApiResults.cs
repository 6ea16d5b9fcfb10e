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
        public Task ExecuteAsync(HttpContext httpContext) =>
            JsonResponse.WriteProblemAsync(httpContext, Problem.Create(refusal, httpContext.Request));
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

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var headers = httpContext.Response.Headers;
        if (IsPreferenceApplied)
            headers["Preference-Applied"] = Prefer.RespondAsyncToken;
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

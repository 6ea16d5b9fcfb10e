namespace OrleansMicro.Http;

/// <summary>The results of handlers: a value as JSON, or a problem.</summary>
internal static class ApiResults
{
    /// <summary>A value without a version.</summary>
    public static IResult Ok<T>(T value) => new ApiResult<T>(value);

    /// <summary>A value without a version, or the refusal.</summary>
    public static IResult Ok<T>(Result<T> result) => result.Accepted ? Ok(result.Value) : Refused(result.Refusal);

    /// <summary>A value with an ETag, or the refusal. A GET request has its preconditions evaluated.</summary>
    public static IResult Tagged<T>(Result<T> result, Func<T, EntityTag> tag) =>
        result.Accepted ? new ApiResult<T>(result.Value) { ETag = tag(result.Value) } : Refused(result.Refusal);

    /// <summary>The result of a PUT: 201 with the location if it created the resource, 200 otherwise.</summary>
    public static IResult Put<T>(Result<T> result, Func<T, EntityTag> tag) => result.Accepted
        ? new ApiResult<T>(result.Value)
        {
            ETag = tag(result.Value),
            Status = result.Created ? StatusCodes.Status201Created : StatusCodes.Status200OK,
            IsLocatedHere = result.Created,
        }
        : Refused(result.Refusal);

    /// <summary>A part of a list, or the refusal.</summary>
    public static IResult Page<T>(Result<Page<T>> result, Cursors cursors, string list) => result.Accepted
        ? new ApiResult<PageResponse<T>>(new PageResponse<T>(result.Value.Items, cursors.Write(result.Value.Next, list)))
        : Refused(result.Refusal);

    /// <summary>The refusal of a grain or a use case as a problem.</summary>
    public static IResult Refused(Refusal refusal) => new RefusedResult(refusal);

    private sealed class RefusedResult(Refusal refusal) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var lines = refusal.Lines.IsDefaultOrEmpty ? null : (IReadOnlyList<LineRefusal>)refusal.Lines;
            var path = httpContext.Request.Path.ToUriComponent();
            var problem = Problem.Create(refusal.Code, refusal.Message, path, RefusalField.For(refusal, httpContext.Request), lines);
            return JsonResponse.WriteProblemAsync(httpContext, problem);
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

    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (IsPreferenceApplied)
            httpContext.Response.Headers["Preference-Applied"] = Prefer.RespondAsyncToken;
        if ((Location ?? (IsLocatedHere ? httpContext.Request.Path.ToUriComponent() : null)) is { } location)
            httpContext.Response.Headers.Location = location;
        if (ReadPreconditions.Evaluate(httpContext, ETag) is { } failed)
            return failed.ExecuteAsync(httpContext);

        ETag?.WriteTo(httpContext);
        return JsonResponse.WriteAsync(httpContext, value, Status);
    }
}

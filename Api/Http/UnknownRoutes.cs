namespace OrleansMicro.Http;

/// <summary>Turns the bare 404 and 405 of routing into problems.</summary>
internal static class UnknownRoutes
{
    public static void Answer(WebApplication app) => app.Use(static next => http =>

        // Nearly every request has found its endpoint: pass it on without a state machine of our own.
        http.GetEndpoint()?.Metadata.GetMetadata<ApiOperation>() is not null ? next(http) : AnswerUnknown(http, next));

    private static async Task AnswerUnknown(HttpContext http, RequestDelegate next)
    {
        await next(http);
        if (http.Response.HasStarted || http.Response.ContentLength > 0 || http.Response.ContentType is not null)
            return;

        var path = http.Request.Path.ToUriComponent();
        await (http.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => Answers.Problem(http, ProblemCodes.RouteNotFound, $"There is nothing at {path}; see /docs."),
            StatusCodes.Status405MethodNotAllowed => Answers.Problem(
                http, ProblemCodes.MethodNotAllowed, $"{path} does not answer {http.Request.Method}, but {http.Response.Headers.Allow}; see /docs."),
            _ => Task.CompletedTask,
        });
    }
}

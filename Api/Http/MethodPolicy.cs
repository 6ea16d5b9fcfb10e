namespace OrleansMicro.Http;

/// <summary>Answers OPTIONS with the methods of a path, and completes the Allow header of a 405 response.</summary>
internal static class MethodPolicy
{
    public static IApplicationBuilder UseMethodPolicy(this IApplicationBuilder app) => app.Use(static next => http => CompleteAsync(http, next));

    private static async Task CompleteAsync(HttpContext http, RequestDelegate next)
    {
        await next(http);
        if (http.Response.StatusCode != StatusCodes.Status405MethodNotAllowed || http.Response.HasStarted)
            return;
        http.Response.Headers.Allow = $"{http.Response.Headers.Allow}, {HttpMethods.Options}";
        if (HttpMethods.IsOptions(http.Request.Method))
            http.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}

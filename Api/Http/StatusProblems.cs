namespace OrleansMicro.Http;

/// <summary>Writes the problem of a bare status, such as the 404 and 405 of routing, whatever the client accepts.</summary>
internal sealed class StatusProblems : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => true;

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var http = context.HttpContext;
        var path = http.Request.Path.ToUriComponent();
        var status = http.Response.StatusCode;
        var problem = status switch
        {
            StatusCodes.Status404NotFound => Problem.Create(ProblemCodes.RouteNotFound, $"{path} does not exist. See /docs.", path),
            StatusCodes.Status405MethodNotAllowed => Problem.Create(
                ProblemCodes.MethodNotAllowed, $"{path} does not support {http.Request.Method}. It supports {http.Response.Headers.Allow}.", path),
            >= StatusCodes.Status500InternalServerError => Problem.Create(ProblemCodes.Internal, "The request could not be completed.", path),
            _ => Problem.Create(ProblemCodes.BadRequest, "The request is not valid.", path),
        };
        await JsonResponse.WriteProblemAsync(http, problem with { Status = status });
    }
}

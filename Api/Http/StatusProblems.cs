namespace OrleansMicro.Http;

/// <summary>Writes the problem of a bare status, such as the 404 and 405 of routing, whatever the client accepts.</summary>
internal sealed class StatusProblems : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => true;

    public ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var (request, response) = (context.HttpContext.Request, context.HttpContext.Response);
        var problem = response.StatusCode switch
        {
            404 => Problem.Create(ProblemCodes.RouteNotFound, $"{request.Path} does not exist. See /docs.", request),
            405 => Problem.Create(
                ProblemCodes.MethodNotAllowed, $"{request.Path} does not support {request.Method}. It supports {response.Headers.Allow}.", request),
            >= 500 => Problem.Create(ProblemCodes.Internal, "The request could not be completed.", request),
            _ => Problem.Create(ProblemCodes.BadRequest, "The request is not valid.", request),
        };
        return new(JsonResponse.WriteProblemAsync(context.HttpContext, problem with { Status = response.StatusCode }));
    }
}

using Microsoft.AspNetCore.Diagnostics;

namespace OrleansMicro.Http;

/// <summary>Turns an exception into a problem, and logs it unless the client caused it.</summary>
internal sealed partial class ApiExceptionHandler(ILogger<ApiExceptionHandler> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested)
        {
            LogAborted(log, exception, httpContext.Request.Method, httpContext.Request.Path);
            return true;
        }

        if (exception is ProblemException { ResponseHeader: var (name, value) })
            httpContext.Response.Headers[name] = value;
        await JsonResponse.WriteProblemAsync(httpContext, ToProblem(exception, httpContext.Request));
        return true;
    }

    private Problem ToProblem(Exception exception, HttpRequest request)
    {
        if (exception is ProblemException problem)
            return Problem.Create(problem.Code, problem.Message, request, problem.Field);
        if (exception is BadHttpRequestException bad)
            return BadRequest(bad, request);
        if (ClusterFailures.Classify(exception) is { } failure)
        {
            LogUnavailable(log, exception, request.Method, request.Path);
            var code = failure.IsOverload ? RefusalCodes.Busy : ProblemCodes.Unavailable;
            return Problem.Create(code, "Repeat the request after a moment, with the same Idempotency-Key if it has one.", request);
        }

        LogFailed(log, exception, request.Method, request.Path);
        const string Detail = "The error was logged. A GET, PUT or DELETE request and a request with an Idempotency-Key are safe to repeat.";
        return Problem.Create(ProblemCodes.Internal, Detail, request);
    }

    private static Problem BadRequest(BadHttpRequestException exception, HttpRequest request) => exception.StatusCode switch
    {
        413 => Problem.Create(ProblemCodes.BodyTooLarge, ProblemCatalog.BodyTooLargeDetail, request, "$"),
        408 => Problem.Create(ProblemCodes.RequestTimeout, ProblemCatalog.RequestTimeoutDetail, request, "$"),
        _ => Problem.Create(ProblemCodes.BadRequest, "The request body does not match the headers.", request, "$"),
    };

    [LoggerMessage(1001, LogLevel.Error, "{Method} {Path} failed")]
    private static partial void LogFailed(ILogger log, Exception e, string method, PathString path);

    [LoggerMessage(1002, LogLevel.Warning, "{Method} {Path} failed because the cluster was unavailable")]
    private static partial void LogUnavailable(ILogger log, Exception e, string method, PathString path);

    [LoggerMessage(1003, LogLevel.Debug, "{Method} {Path} was cancelled by its client")]
    private static partial void LogAborted(ILogger log, Exception e, string method, PathString path);
}

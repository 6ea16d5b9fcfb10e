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
        await JsonResponse.WriteProblemAsync(httpContext, Problem.Create(Explain(exception, httpContext.Request, log), httpContext.Request));
        return true;
    }

    /// <summary>The answer to the client, over REST and over gRPC. Logs the exception unless the client caused it.</summary>
    public static Refusal Explain(Exception exception, HttpRequest request, ILogger log)
    {
        if (exception is ProblemException problem)
            return new(problem.Code, problem.Message, problem.Field);
        if (exception is BadHttpRequestException bad)
            return BadRequest(bad);
        if (ClusterFailures.Classify(exception) is { } failure)
        {
            LogUnavailable(log, exception, request.Method, request.Path);
            var code = failure.IsOverload ? RefusalCodes.Busy : ProblemCodes.Unavailable;
            return new(code, "Repeat the request after a moment, with the same Idempotency-Key if it has one.");
        }

        LogFailed(log, exception, request.Method, request.Path);
        return new(ProblemCodes.Internal, "The error was logged. The request is safe to repeat, with the same Idempotency-Key if it has one.");
    }

    private static Refusal BadRequest(BadHttpRequestException exception) => exception.StatusCode switch
    {
        413 => new(ProblemCodes.BodyTooLarge, ProblemCatalog.BodyTooLargeDetail, "$"),
        408 => new(ProblemCodes.RequestTimeout, ProblemCatalog.RequestTimeoutDetail, "$"),
        _ => new(ProblemCodes.BadRequest, "The request body does not match the headers.", "$"),
    };

    [LoggerMessage(1001, LogLevel.Error, "{Method} {Path} failed")]
    private static partial void LogFailed(ILogger log, Exception e, string method, PathString path);

    [LoggerMessage(1002, LogLevel.Warning, "{Method} {Path} failed because the cluster was unavailable")]
    private static partial void LogUnavailable(ILogger log, Exception e, string method, PathString path);

    [LoggerMessage(1003, LogLevel.Debug, "{Method} {Path} was cancelled by its client")]
    private static partial void LogAborted(ILogger log, Exception e, string method, PathString path);
}

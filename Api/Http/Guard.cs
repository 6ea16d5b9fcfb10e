namespace OrleansMicro.Http;

/// <summary>Stands around every handler: whatever goes wrong becomes a problem, and what is no fault of the client is logged.</summary>
internal sealed partial class Guard(ApiBackend backend, ApiHandler handler)
{
    public async Task Handle(HttpContext http)
    {
        try
        {
            await handler(new ApiRequest(http, backend));
        }
        catch (ProblemException e)
        {
            await Answers.Problem(http, e.Code, e.Message, e.Field);
        }
        catch (Exception e) when (!http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
        {
            await Failed(http, e);
        }
        catch (Exception e) when (http.RequestAborted.IsCancellationRequested)
        {
            LogAborted(backend.Log, e, http.Request.Method, http.Request.Path);
        }
    }

    private Task Failed(HttpContext http, Exception e)
    {
        http.Response.Clear();
        if (e is BadHttpRequestException bad)
            return Answers.Problem(http, CodeOf(bad), DetailOf(bad), "$");

        if (ClusterFailures.Classify(e) is { } failure)
        {
            LogUnavailable(backend.Log, e, http.Request.Method, http.Request.Path);
            return Answers.Problem(http, failure.Code, "Repeat the request after a moment, with the same Idempotency-Key if it has one.");
        }

        LogFailed(backend.Log, e, http.Request.Method, http.Request.Path);
        return Answers.Problem(http, ProblemCodes.Internal, "The fault was logged. Repeating the request is safe if it is a GET, a PUT, a DELETE or has an Idempotency-Key.");
    }

    private static string CodeOf(BadHttpRequestException e) => e.StatusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => ProblemCodes.BodyTooLarge,
        StatusCodes.Status408RequestTimeout => ProblemCodes.RequestTimeout,
        _ => ProblemCodes.BadRequest,
    };

    private static string DetailOf(BadHttpRequestException e) => e.StatusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => $"A body has at most {ApiOptions.MaxBodyBytes} bytes.",
        StatusCodes.Status408RequestTimeout => "Send the whole body without a break.",
        _ => "The body did not arrive as the headers announced it.",
    };

    [LoggerMessage(1001, LogLevel.Error, "{Method} {Path} failed")]
    private static partial void LogFailed(ILogger log, Exception e, string method, PathString path);

    [LoggerMessage(1002, LogLevel.Warning, "{Method} {Path} could not reach its grain")]
    private static partial void LogUnavailable(ILogger log, Exception e, string method, PathString path);

    [LoggerMessage(1003, LogLevel.Debug, "{Method} {Path} was given up by its client")]
    private static partial void LogAborted(ILogger log, Exception e, string method, PathString path);
}

using Microsoft.Extensions.Primitives;

namespace OrleansMicro.Http;

/// <summary>Handles one request. Throws <see cref="ProblemException"/> for bad input.</summary>
internal delegate Task ApiHandler(ApiRequest request);

/// <summary>One request, with its inputs checked as they are taken.</summary>
internal readonly struct ApiRequest(HttpContext http, ApiBackend backend)
{
    public HttpContext Http { get; } = http;

    public ApiBackend Backend { get; } = backend;

    public IGrainFactory Grains => Backend.Grains;

    /// <summary>The result of a grain call, repeated as long as it is safe and worth it; see <see cref="GrainCalls"/>.</summary>
    public Task<TResult> Call<TArgument, TResult>(TArgument argument, Func<TArgument, Task<TResult>> call) => Backend.Calls.Call(Http, argument, call);

    /// <summary>An identifier in the path.</summary>
    public string Id(string name)
    {
        var id = Http.Request.RouteValues[name] as string;
        return Ids.IsValid(id)
            ? id!
            : throw ProblemException.Invalid(name, $"'{name}' must be 1 to {Ids.MaxLength} of the characters A-Z a-z 0-9 _ -");
    }

    /// <summary>A query parameter; null when it is not there.</summary>
    public string? Query(string name)
    {
        if (!Http.Request.QueryString.HasValue)
            return null;

        var values = Http.Request.Query[name];
        return values.Count <= 1 ? values.ToString() is { Length: > 0 } value ? value : EmptyOrNull(values, name) : throw Twice(name);
    }

    /// <summary>A header; null when it is not there.</summary>
    public string? Header(string name)
    {
        var values = Http.Request.Headers[name];
        return values.Count switch
        {
            0 => null,
            1 => values[0],
            _ => throw Twice(name),
        };
    }

    private static string? EmptyOrNull(StringValues values, string name) =>
        values.Count == 0 ? null : throw ProblemException.Invalid(name, $"'{name}' must not be empty; leave it out instead.");

    private static ProblemException Twice(string name) => ProblemException.Invalid(name, $"'{name}' must be given once.");
}

using System.Net;

namespace OrleansMicro.Bench.Api;

/// <summary>The server answered, and the answer is not the one that this request must get.</summary>
internal sealed class ApiException(HttpMethod method, string path, HttpStatusCode status, Problem? problem)
    : Exception($"{method} {path} -> {(int)status} {problem?.Code} {problem?.Detail ?? problem?.Title} {problem?.Field}".TrimEnd())
{
    public HttpStatusCode Status { get; } = status;

    public string? Code { get; } = problem?.Code;
}

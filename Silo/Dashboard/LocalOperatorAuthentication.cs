using System.Net;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace OrleansMicro.Silo;

/// <summary>Accepts a browser on the server's own machine as the operator. Used while no operator key is set.</summary>
internal sealed class LocalOperatorAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> schemes, ILoggerFactory loggers, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(schemes, loggers, encoder)
{
    /// <summary>The name of the scheme.</summary>
    public const string Name = "operator-local";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(
        IsLocal(Request)
            ? AuthenticateResult.Success(new AuthenticationTicket(OperatorPolicy.CreatePrincipal(Scheme.Name), Scheme.Name))
            : AuthenticateResult.NoResult());

    // Without a key there is nothing that a browser could ask its user for, so not 401.
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status403Forbidden;
        Response.ContentType = "text/plain; charset=utf-8";
        return Response.WriteAsync(
            "No operator key is set, so the dashboard answers only to browsers on the server's own machine. Set Dashboard:OperatorKey.",
            Context.RequestAborted);
    }

    // A request that a proxy on this machine forwards is not local, nor is one from a foreign page whose host name resolves to this machine.
    private static bool IsLocal(HttpRequest request) =>
        request.HttpContext.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote)
        && !request.Headers.ContainsKey("Forwarded")
        && !request.Headers.ContainsKey("X-Forwarded-For")
        && IsLocalName(request.Host.Host);

    private static bool IsLocalName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}

using System.Net;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace OrleansMicro.Silo;

/// <summary>
/// Tells the operator from everybody else: by user name and key (HTTP Basic, which every browser asks for by itself), or where no key is
/// set, by being on the same machine.
/// </summary>
internal sealed class OperatorAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> schemes,
    IOptions<OperatorDashboardOptions> settings,
    ILoggerFactory loggers,
    UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(schemes, loggers, encoder)
{
    /// <summary>The name of the scheme, of the policy and of the user.</summary>
    public const string Name = "operator";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(
        settings.Value.OperatorKey is { } key ? CheckKey(key)
        : IsLocal(Request) ? Accept()
        : AuthenticateResult.NoResult());

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        // Without a key there is nothing that a browser could ask its user for.
        if (settings.Value.OperatorKey is null)
        {
            Response.StatusCode = StatusCodes.Status403Forbidden;
            return Explain("No operator key is set, so the dashboard answers only to browsers on the server's own machine. Set Dashboard:OperatorKey.");
        }

        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = "Basic realm=\"OrleansMicro operator\", charset=\"UTF-8\"";
        return Explain("The dashboard needs the operator's name and key.");
    }

    private AuthenticateResult CheckKey(string key)
    {
        if (!AuthenticationHeaderValue.TryParse(Request.Headers.Authorization, out var header)
            || !string.Equals(header.Scheme, "Basic", StringComparison.OrdinalIgnoreCase)
            || Decode(header.Parameter) is not { } given)
            return AuthenticateResult.NoResult();

        // Hashes have one length, so that the time of the comparison says nothing about either.
        return CryptographicOperations.FixedTimeEquals(Hash(given), Hash($"{Name}:{key}"))
            ? Accept()
            : AuthenticateResult.Fail("Wrong name or key.");
    }

    private AuthenticateResult Accept()
    {
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, Name), new Claim(ClaimTypes.Role, Name)], Scheme.Name);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));
    }

    private Task Explain(string text)
    {
        Response.ContentType = "text/plain; charset=utf-8";
        return Response.WriteAsync(text, Context.RequestAborted);
    }

    // Not what a proxy on this machine passes on, nor what a foreign page reaches by pointing its own name at this machine.
    private static bool IsLocal(HttpRequest request) =>
        request.HttpContext.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote)
        && !request.Headers.ContainsKey("Forwarded")
        && !request.Headers.ContainsKey("X-Forwarded-For")
        && IsLocalName(request.Host.Host);

    private static bool IsLocalName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static string? Decode(string? base64)
    {
        var bytes = new byte[(base64?.Length ?? 0) * 3 / 4 + 3];
        return Convert.TryFromBase64String(base64 ?? "", bytes, out var length) && length > 0
            ? Encoding.UTF8.GetString(bytes, 0, length)
            : null;
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}

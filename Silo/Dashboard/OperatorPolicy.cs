using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using idunno.Authentication.Basic;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace OrleansMicro.Silo;

/// <summary>The policy of pages for the operator: name and key (HTTP Basic), or the server's own machine while no key is set.</summary>
internal static class OperatorPolicy
{
    /// <summary>The name of the policy, of its role and of the user.</summary>
    public const string Name = "operator";

    /// <summary>Adds the policy. Endpoints that do not name it run no authentication.</summary>
    public static void AddOperatorPolicy(this IServiceCollection services)
    {
        // Without this switch the first scheme becomes the default, and every request to the API would run it.
        AppContext.SetSwitch("Microsoft.AspNetCore.Authentication.SuppressAutoDefaultScheme", true);
        services.AddAuthentication()
            .AddScheme<AuthenticationSchemeOptions, LocalOperatorAuthentication>(LocalOperatorAuthentication.Name, null)
            .AddBasic(options =>
            {
                options.Realm = "OrleansMicro operator";

                // TLS ends before the silo; see docs/operations.md.
                options.AllowInsecureProtocol = true;
                options.Events = new BasicAuthenticationEvents { OnValidateCredentials = ValidateAsync };
            });
        services.AddAuthorization();
        services.AddOptions<AuthorizationOptions>().Configure<IOptions<OperatorDashboardOptions>>(static (options, dashboard) => options.AddPolicy(
            Name, policy => policy.AddAuthenticationSchemes(SchemeFor(dashboard.Value)).RequireRole(Name)));
    }

    /// <summary>The operator, as a scheme authenticates them.</summary>
    public static ClaimsPrincipal CreatePrincipal(string scheme) =>
        new(new ClaimsIdentity([new Claim(ClaimTypes.Name, Name), new Claim(ClaimTypes.Role, Name)], scheme));

    private static string SchemeFor(OperatorDashboardOptions options) =>
        options.OperatorKey is null ? LocalOperatorAuthentication.Name : BasicAuthenticationDefaults.AuthenticationScheme;

    private static Task ValidateAsync(ValidateCredentialsContext context)
    {
        var key = context.HttpContext.RequestServices.GetRequiredService<IOptions<OperatorDashboardOptions>>().Value.OperatorKey;
        if (key is not null && IsOperator(context, key))
        {
            context.Principal = CreatePrincipal(context.Scheme.Name);
            context.Success();
        }

        return Task.CompletedTask;
    }

    // Hashes have one length, so the time of the comparison tells nothing about either text.
    private static bool IsOperator(ValidateCredentialsContext given, string key) =>
        CryptographicOperations.FixedTimeEquals(Hash($"{given.Username}:{given.Password}"), Hash($"{Name}:{key}"));

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}

using System.Text;
using Microsoft.Extensions.Options;

namespace OrleansMicro;

/// <summary>Settings of the REST API; configuration section <c>Api</c>.</summary>
public sealed class ApiOptions
{
    /// <summary>The name of the configuration section.</summary>
    public const string Section = "Api";

    /// <summary>Maximum length of a request body, in bytes.</summary>
    public const int MaxBodyBytes = 1024 * 1024;

    /// <summary>How long a checkout or a cancellation waits for the order to end before it answers 202. 0 to 25 seconds.</summary>
    public TimeSpan CheckoutWait { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// How long a grain call that failed because of the cluster is repeated before the response is 503. Shorter than clients wait for a response,
    /// longer than the cluster takes to detect a failed silo. 0 to 2 minutes.
    /// </summary>
    public TimeSpan RetryTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a client may take to send a body. 1 second to 2 minutes.</summary>
    public TimeSpan BodyTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// The key that signs page cursors, at least 16 characters, the same on each replica. A cursor gives no access to anything that a client could
    /// not
    /// list from the start, so the default only guards against mistakes. Set a key to prevent forged cursors.
    /// </summary>
    public string CursorKey { get; set; } = "orleansmicro-cursor-v1";

    /// <summary>Maximum number of connections. Further ones are closed at once. At least 1.</summary>
    public long MaxConnections { get; set; } = 20_000;

    /// <summary>
    /// The origins of web pages that may call the API from a browser, such as <c>https://shop.example</c>. Empty: none, which turns CORS off. Pages
    /// of other origins cannot read responses, and their changes are refused with 403.
    /// </summary>
    public IReadOnlyList<string> CorsOrigins { get; set; } = [];
}

/// <summary>Refuses to start with invalid settings, and names the setting.</summary>
internal sealed class ApiOptionsValidator : IValidateOptions<ApiOptions>
{
    // Clients and gateways commonly time out after 30 seconds.
    private static readonly TimeSpan MaxCheckoutWait = TimeSpan.FromSeconds(25);

    public ValidateOptionsResult Validate(string? name, ApiOptions options) => options switch
    {
        _ when options.CheckoutWait < TimeSpan.Zero || options.CheckoutWait > MaxCheckoutWait =>
            Fail(nameof(options.CheckoutWait), "must be 0 to 25 seconds"),
        _ when options.RetryTimeout < TimeSpan.Zero || options.RetryTimeout > TimeSpan.FromMinutes(2) =>
            Fail(nameof(options.RetryTimeout), "must be 0 to 2 minutes"),
        _ when options.BodyTimeout < TimeSpan.FromSeconds(1) || options.BodyTimeout > TimeSpan.FromMinutes(2) =>
            Fail(nameof(options.BodyTimeout), "must be 1 second to 2 minutes"),
        _ when Encoding.UTF8.GetByteCount(options.CursorKey) < 16 => Fail(nameof(options.CursorKey), "must have at least 16 characters"),
        _ when options.MaxConnections < 1 => Fail(nameof(options.MaxConnections), "must be at least 1"),
        _ when options.CorsOrigins.FirstOrDefault(origin => !IsOrigin(origin)) is { } wrong =>
            Fail(nameof(options.CorsOrigins), $"has '{wrong}', which is not an origin such as https://shop.example"),
        _ => ValidateOptionsResult.Success,
    };

    private static bool IsOrigin(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
        && text.Equals(uri.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase);

    private static ValidateOptionsResult Fail(string key, string what) => ValidateOptionsResult.Fail($"{ApiOptions.Section}:{key} {what}.");
}

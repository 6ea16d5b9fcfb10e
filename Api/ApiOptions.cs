using System.Text;
using Microsoft.Extensions.Options;

namespace OrleansMicro;

/// <summary>Settings of the REST API; configuration section <c>Api</c>.</summary>
public sealed class ApiOptions
{
    /// <summary>The name of the configuration section.</summary>
    public const string Section = "Api";

    /// <summary>Longest body of a request, in bytes.</summary>
    public const int MaxBodyBytes = 1024 * 1024;

    /// <summary>How long a checkout or a cancellation waits for the end of its saga before it answers 202. 0 to 25 seconds.</summary>
    public TimeSpan CheckoutWait { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// How long a grain call that was turned away or lost is repeated before the client is told to come back (503); less than clients wait for an
    /// answer, more than the cluster takes to notice that a silo is gone. 0 to 2 minutes.
    /// </summary>
    public TimeSpan RetryTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a client may take to send a body. 1 second to 2 minutes.</summary>
    public TimeSpan BodyTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// The key that page cursors are signed with, at least 16 characters; the same on every replica. A cursor gives no access to anything that its
    /// bearer could not list from the start, so the default only guards against mistakes; set one to rule out made-up cursors.
    /// </summary>
    public string CursorKey { get; set; } = "orleansmicro-cursor-v1";

    /// <summary>Most connections at a time; more are closed at once. At least 1.</summary>
    public long MaxConnections { get; set; } = 20_000;
}

/// <summary>Refuses to start with settings that cannot work, and names the setting.</summary>
internal sealed class ApiOptionsValidator : IValidateOptions<ApiOptions>
{
    // Clients and gateways commonly give up after 30 seconds.
    private static readonly TimeSpan MaxCheckoutWait = TimeSpan.FromSeconds(25);

    public ValidateOptionsResult Validate(string? name, ApiOptions options) => options switch
    {
        _ when options.CheckoutWait < TimeSpan.Zero || options.CheckoutWait > MaxCheckoutWait => Fail(nameof(options.CheckoutWait), "must be 0 to 25 seconds"),
        _ when options.RetryTimeout < TimeSpan.Zero || options.RetryTimeout > TimeSpan.FromMinutes(2) => Fail(nameof(options.RetryTimeout), "must be 0 to 2 minutes"),
        _ when options.BodyTimeout < TimeSpan.FromSeconds(1) || options.BodyTimeout > TimeSpan.FromMinutes(2) =>
            Fail(nameof(options.BodyTimeout), "must be 1 second to 2 minutes"),
        _ when Encoding.UTF8.GetByteCount(options.CursorKey) < 16 => Fail(nameof(options.CursorKey), "must have at least 16 characters"),
        _ when options.MaxConnections < 1 => Fail(nameof(options.MaxConnections), "must be at least 1"),
        _ => ValidateOptionsResult.Success,
    };

    private static ValidateOptionsResult Fail(string key, string what) => ValidateOptionsResult.Fail($"{ApiOptions.Section}:{key} {what}.");
}

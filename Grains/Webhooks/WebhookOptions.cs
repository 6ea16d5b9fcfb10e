using Microsoft.Extensions.Options;

namespace OrleansMicro.Webhooks;

/// <summary>How webhooks are delivered. Configuration section <c>Webhooks</c>.</summary>
public sealed class WebhookOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Webhooks";

    /// <summary>
    /// Hosts that may be reached although their addresses are not public, also by http: names as in the URL, addresses, or networks such as
    /// <c>10.1.0.0/16</c>. For tests and inner networks.
    /// </summary>
    public IReadOnlyList<string> AllowedHosts { get; set; } = [];

    /// <summary>How long a delivery may take in all, from the lookup of the name to the end of the response. 1 s to 1 min.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);
}

/// <summary>The limits of <see cref="WebhookOptions"/>.</summary>
internal sealed class WebhookOptionsValidator : IValidateOptions<WebhookOptions>
{
    public ValidateOptionsResult Validate(string? name, WebhookOptions options) => new OptionErrors(WebhookOptions.Section)
        .Range(nameof(options.Timeout), options.Timeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1))
        .ToResult();
}

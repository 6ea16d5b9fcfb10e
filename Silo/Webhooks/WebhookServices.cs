using System.Net;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OrleansMicro.Webhooks;

namespace OrleansMicro.Silo.Webhooks;

/// <summary>Registers what sends the deliveries of webhooks.</summary>
internal static class WebhookServices
{
    public static IServiceCollection AddWebhooks(this IServiceCollection services)
    {
        services.TryAddSingleton<IWebhookResolver, DnsResolver>();
        services.TryAddSingleton<AllowedHosts>();
        services.TryAddSingleton<WebhookConnector>();
        services.TryAddSingleton<IWebhookSender, HttpWebhookSender>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<WebhookOptions>, AllowedHostsValidator>());
        return services.AddHostedService<WebhookPulse>();
    }
}

/// <summary>Each allowed host is a name, an address or a network.</summary>
internal sealed class AllowedHostsValidator : IValidateOptions<WebhookOptions>
{
    public ValidateOptionsResult Validate(string? name, WebhookOptions options)
    {
        var wrong = options.AllowedHosts.FirstOrDefault(static host =>
            Uri.CheckHostName(host) == UriHostNameType.Unknown && !IPNetwork.TryParse(host, out _));
        return wrong is null
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"{WebhookOptions.Section}:AllowedHosts has {wrong}; each entry must be a host name, an address or a network.");
    }
}

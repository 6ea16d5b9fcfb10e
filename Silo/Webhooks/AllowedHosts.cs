using System.Net;
using Microsoft.Extensions.Options;
using OrleansMicro.Webhooks;

namespace OrleansMicro.Silo.Webhooks;

/// <summary>The hosts of the setting <c>Webhooks:AllowedHosts</c>.</summary>
internal sealed class AllowedHosts(IOptions<WebhookOptions> options)
{
    private readonly HashSet<string> _names = new(options.Value.AllowedHosts.Select(Plain), StringComparer.OrdinalIgnoreCase);
    private readonly IPNetwork[] _networks = [.. options.Value.AllowedHosts.Select(Network).OfType<IPNetwork>()];

    /// <summary>Whether a host is listed by its name, or is an address that is listed.</summary>
    public bool Has(string host) => _names.Contains(Plain(host)) || (IPAddress.TryParse(Plain(host), out var address) && Has(address));

    /// <summary>Whether an address is listed.</summary>
    public bool Has(IPAddress address) =>
        WebhookAddresses.Contains(_networks, address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    // A URL has IPv6 addresses in brackets.
    private static string Plain(string host) => host.Trim('[', ']');

    private static IPNetwork? Network(string entry) => IPNetwork.TryParse(entry, out var network)
        ? network
        : IPAddress.TryParse(Plain(entry), out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8) : null;
}

using System.Net;
using System.Net.Sockets;

namespace OrleansMicro.Silo.Webhooks;

/// <summary>Looks up the addresses of a name.</summary>
internal interface IWebhookResolver
{
    /// <summary>The addresses; empty if there are none.</summary>
    Task<IPAddress[]> Resolve(string host, CancellationToken cancellation);
}

/// <summary>Asks the name servers of the machine.</summary>
internal sealed class DnsResolver : IWebhookResolver
{
    public async Task<IPAddress[]> Resolve(string host, CancellationToken cancellation)
    {
        try
        {
            return await Dns.GetHostAddressesAsync(host, cancellation);
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain)
        {
            return [];
        }
    }
}

/// <summary>
/// Connects to endpoints. Looks a name up once, checks every address, and connects to one of those that it has checked: a name that resolves
/// to another address later (DNS rebinding) gains nothing.
/// </summary>
internal sealed class WebhookConnector(IWebhookResolver resolver, AllowedHosts allowed)
{
    /// <summary>The end of a sentence whose subject is a URL.</summary>
    public const string NotPublic = "must have public addresses only. The setting Webhooks:AllowedHosts lists others that may be used.";

    /// <summary>The addresses of a host, all of them checked.</summary>
    /// <exception cref="AddressRefusedException">One of them is not public, and not allowed.</exception>
    public async Task<IPAddress[]> Resolve(string host, CancellationToken cancellation)
    {
        host = host.Trim('[', ']');
        IPAddress[] addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await resolver.Resolve(host, cancellation);
        if (!allowed.Has(host) && !Array.TrueForAll(addresses, address => WebhookAddresses.IsPublic(address) || allowed.Has(address)))
            throw new AddressRefusedException();
        return addresses;
    }

    /// <summary>For <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    public async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var addresses = await Resolve(context.DnsEndPoint.Host, cancellation);
        if (addresses.Length == 0)
            throw new HttpRequestException(HttpRequestError.NameResolutionError, $"{context.DnsEndPoint.Host} has no address.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>An endpoint has an address that may not be reached.</summary>
internal sealed class AddressRefusedException() : Exception("The endpoint has an address that is not public, so nothing was sent.");

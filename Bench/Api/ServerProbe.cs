using System.Net.Sockets;

namespace OrleansMicro.Bench.Api;

/// <summary>Tells a server that was never there from one that restarts, which a run survives.</summary>
internal static class ServerProbe
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>Throws <see cref="IOException"/> if no server accepts a connection.</summary>
    public static async Task RequireOne(IReadOnlyList<Uri> servers, CancellationToken stop)
    {
        if (!await AnyListens(servers, stop))
        {
            throw new IOException(
                $"No server listens on {string.Join(" or ", servers.Select(static server => server.GetLeftPart(UriPartial.Authority)))}. "
                + "Start one with ./run, or name another with --url.");
        }
    }

    /// <summary>Whether a server accepts a connection.</summary>
    public static async Task<bool> AnyListens(IReadOnlyList<Uri> servers, CancellationToken stop) =>
        (await Task.WhenAll(servers.Select(server => Listens(server, stop)))).Contains(true);

    private static async Task<bool> Listens(Uri server, CancellationToken stop)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(server.DnsSafeHost, server.Port, stop).AsTask().WaitAsync(Timeout, stop);
            return true;
        }
        catch (Exception e) when (e is SocketException or TimeoutException)
        {
            // The caller is answered with false.
            return false;
        }
    }
}

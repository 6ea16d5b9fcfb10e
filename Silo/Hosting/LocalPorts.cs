using System.Net;
using System.Net.Sockets;

namespace OrleansMicro.Silo;

/// <summary>Free ports for a silo that was given none.</summary>
internal static class LocalPorts
{
    // Below what Linux, Windows and macOS give to outgoing connections, one of which could have the port before the silo listens on it.
    private const int First = 20_000;
    private const int End = 30_000;
    private const int Attempts = 100;

    /// <summary>Two different ports of loopback that nobody listens on now, so that several servers can run on one machine.</summary>
    public static (int Silo, int Gateway) FindTwo()
    {
        using var first = Listen();
        using var second = Listen();
        return (PortOf(first), PortOf(second));
    }

    private static TcpListener Listen()
    {
        for (var attempt = 1; ; attempt++)
        {
            var listener = new TcpListener(IPAddress.Loopback, Random.Shared.Next(First, End));
            try
            {
                listener.Start();
                return listener;
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied && attempt < Attempts)
            {
                listener.Dispose();
            }
        }
    }

    private static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;
}
